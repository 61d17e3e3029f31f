/// Addresses of Supervisor's own page, which bookmarks and other pages link to. What changed something by GET
/// there asks here first: a form that posts.
#pragma once

#include "http/message.hpp"
#include "web/act.hpp"
#include "web/sessions.hpp"

namespace supervise::web {

/// /tail.html?processname=NAME: to the log in the page (WEB-021).
http::Response tail_page(const http::Request& request);

/// "/" and "/index.html". GET: the page; with ?action= the question whether that is meant (WEB-014 to
/// WEB-016). POST: does what was confirmed and goes back to the page with Supervisor's message.
http::Handler index_route(Acts& acts, Sessions& sessions, const sys::Clock& clock);

/// 401, so that a browser forgets the password, and the session's cookie is taken away. Where a page is
/// wanted: to the page, which asks here again in a way that opens no question for another password.
http::Response logout_page(const http::Request& request);

/// `text` for HTML, in elements and in attributes.
std::string escape_html(std::string_view text);

}  // namespace supervise::web
