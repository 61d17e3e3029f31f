#include "http/message.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "http/status.hpp"

namespace supervise::http {

std::string Peer::text() const {
    return account.empty() ? fmt::format("{}:{}", host, port) : fmt::format("a unix socket ({})", account);
}

const std::string* Request::header(std::string_view name) const {
    const auto found = std::find_if(headers.begin(), headers.end(), [&](const auto& header) {
        return equal_ignoring_case(header.first, name);
    });
    return found == headers.end() ? nullptr : &found->second;
}

Response error_response(int status) {
    Response response;
    response.status = status;
    response.headers.emplace_back("Content-Type", "text/html");
    response.body =
        fmt::format("<head>\r\n<title>Error response</title>\r\n</head>\r\n<body>\r\n"
                    "<h1>Error response</h1>\r\n<p>Error code {}.\r\n<p>Message: {}.\r\n</body>\r\n",
                    status, reason_phrase(status));
    return response;
}

Response method_not_allowed(std::string_view allowed) {
    Response response = error_response(405);
    response.headers.emplace_back("Allow", std::string(allowed));
    return response;
}

}  // namespace supervise::http
