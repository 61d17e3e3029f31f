/// Does a request come from a page of another site? Browsers say so in `Origin` and `Sec-Fetch-Site`, and a
/// page cannot change what they say; other clients send neither. Keeps a page somebody looks at from giving
/// orders to a daemon that the browser can reach.
#pragma once

#include "http/message.hpp"

namespace supervise::http {

/// An Origin that is not the host the request was sent to; or, where the method could change something, a
/// Sec-Fetch-Site that is neither "same-origin" nor "none".
bool from_another_site(const Request& request);

}  // namespace supervise::http
