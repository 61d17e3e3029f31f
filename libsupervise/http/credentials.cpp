#include "http/credentials.hpp"

#include <algorithm>

#include "http/status.hpp"
#include "sys/base64.hpp"

namespace supervise::http {
namespace {

constexpr std::string_view header_name = "Authorization";
constexpr std::string_view blanks = " \t";

}  // namespace

tl::expected<Credentials, int> credentials_of(const Request& request) {
    const std::string* header = request.header(header_name);
    if (header == nullptr)
        return tl::unexpected(401);
    const auto same_name = [](const auto& other) { return equal_ignoring_case(other.first, header_name); };
    if (std::count_if(request.headers.begin(), request.headers.end(), same_name) > 1)
        return tl::unexpected(400);
    const std::string_view text = *header;
    const std::size_t blank = std::min(text.find_first_of(blanks), text.size());
    if (!equal_ignoring_case(text.substr(0, blank), "Basic"))
        return tl::unexpected(401);
    const auto decoded =
        sys::decode_base64(text.substr(std::min(text.find_first_not_of(blanks, blank), text.size())));
    const std::size_t colon = decoded ? decoded->find(':') : std::string::npos;
    if (colon == std::string::npos)
        return tl::unexpected(400);
    return Credentials{decoded->substr(0, colon), decoded->substr(colon + 1)};
}

}  // namespace supervise::http
