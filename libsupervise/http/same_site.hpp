/// Does a request come from a page of another site? Browsers say so in `Origin` and `Sec-Fetch-Site`, and a
/// page cannot change what they say; other clients send neither. Keeps a page somebody looks at from giving
/// orders to a daemon that the browser can reach.
#pragma once

#include "http/message.hpp"

namespace supervise::http {

/// What Sec-Fetch-Site says counts, since it stays true behind a proxy: all but "same-origin" and "none" is
/// another site, and only a plain GET or HEAD of it (a link, say) is let through. Without it an Origin must
/// be the host the request was sent to, or the one that a proxy says it was sent to (X-Forwarded-Host: a page
/// cannot send that to us, as we never agree to it when the browser asks first).
bool from_another_site(const Request& request);

}  // namespace supervise::http
