/// /ok.html: the word OK, for those who ask whether the daemon answers (WEB-002).
#pragma once

#include "http/message.hpp"

namespace supervise::http {

/// For Router::add("/ok.html", Match::exact, ...).
Handler ok_route();

}  // namespace supervise::http
