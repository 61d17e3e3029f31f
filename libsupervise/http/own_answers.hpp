/// What a connection answers by itself, and what it adds to the answers of others.
#pragma once

#include <string>
#include <string_view>

#include "http/message.hpp"

namespace supervise::http {

/// For a client that speaks HTTP where TLS is spoken.
Response tls_wanted();

/// Says what to do, to those who are in the right and have a name of their own for this server.
Response unknown_host(const std::string& host);

/// Header lines for an answer that a browser may show; empty for XML-RPC.
std::string_view browser_rules(const Response& response);

}  // namespace supervise::http
