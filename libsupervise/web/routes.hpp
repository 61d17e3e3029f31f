/// Everything that the page is made of and asks for, as routes; and the addresses of Supervisor's own page
/// (WEB-001). Nothing is changed by GET.
#pragma once

#include "http/router.hpp"

namespace supervise::web {

void add_routes(http::Router& router);

}  // namespace supervise::web
