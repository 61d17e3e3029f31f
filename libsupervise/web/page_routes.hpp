/// The page itself: its document at "/" and "/index.html", and the files that it is made of below "/assets/".
#pragma once

#include "http/message.hpp"

namespace supervise::web {

/// The document, whatever the query is.
http::Response page(const http::Request& request);

/// For Router::add("/assets/", Match::prefix, ...): /assets/HASH/FILE, to be kept for a year. An address with
/// another hash is of another version of the program, and is 404.
http::Handler asset_route();

}  // namespace supervise::web
