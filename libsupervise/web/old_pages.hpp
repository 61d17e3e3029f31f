/// Addresses of Supervisor's own page, which bookmarks and other pages link to.
#pragma once

#include "http/message.hpp"

namespace supervise::web {

/// /tail.html?processname=NAME: to the log in the page (WEB-021).
http::Response tail_page(const http::Request& request);

/// To another address by GET: 302, or 303 after a POST.
http::Response redirect(int status, std::string location);

}  // namespace supervise::web
