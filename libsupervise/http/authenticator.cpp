#include "http/authenticator.hpp"

#include <algorithm>

#include "http/status.hpp"
#include "rpc/base64.hpp"

namespace supervise::http {
namespace {

constexpr std::string_view sha_prefix = "{SHA}";
constexpr std::string_view blanks = " \t";

/// Runs over all of `given`, and over nothing of `secret` that its length would tell.
bool equal_in_constant_time(std::string_view given, std::string_view secret) {
    unsigned difference = given.size() != secret.size() ? 1U : 0U;
    for (std::size_t i = 0; i < given.size(); ++i) {
        const char expected = secret.empty() ? '\0' : secret[i % secret.size()];
        difference |= static_cast<unsigned char>(given[i] ^ expected);
    }
    return difference == 0;
}

/// The credentials of a Basic header; 401 for another scheme, 400 for what is malformed.
tl::expected<std::string, int> basic_credentials(std::string_view header) {
    const std::size_t blank = std::min(header.find_first_of(blanks), header.size());
    if (!equal_ignoring_case(header.substr(0, blank), "Basic"))
        return tl::unexpected(401);
    auto decoded =
        rpc::decode_base64(header.substr(std::min(header.find_first_not_of(blanks, blank), header.size())));
    if (!decoded || decoded->find(':') == std::string::npos)
        return tl::unexpected(400);
    return std::move(*decoded);
}

}  // namespace

Result<Authenticator> Authenticator::make(const config::HttpServerConfig& config) {
    Authenticator authenticator;
    authenticator.username_ = config.username;
    authenticator.secret_ = config.password;
    if (config.username.empty() || config.password.rfind(sha_prefix, 0) != 0)
        return authenticator;
    auto digest = sys::Digest::load("SHA1");
    if (!digest)
        return fail(fmt::format("[{}] password: {}", config.section, digest.error().message));
    authenticator.digest_ = std::move(*digest);
    authenticator.secret_.erase(0, sha_prefix.size());
    return authenticator;
}

tl::expected<std::string, int> Authenticator::authenticate(const Request& request) const {
    if (open())
        return std::string();
    const std::string* header = request.header("Authorization");
    if (header == nullptr)
        return tl::unexpected(401);
    const auto same_name = [](const auto& other) {
        return equal_ignoring_case(other.first, "Authorization");
    };
    if (std::count_if(request.headers.begin(), request.headers.end(), same_name) > 1)
        return tl::unexpected(400);
    const auto credentials = basic_credentials(*header);
    if (!credentials)
        return credentials;
    const std::size_t colon = credentials->find(':');
    const std::string_view username = std::string_view(*credentials).substr(0, colon);
    if (!accepts(username, std::string_view(*credentials).substr(colon + 1)))
        return tl::unexpected(401);
    return std::string(username);
}

bool Authenticator::accepts(std::string_view username, std::string_view password) const {
    const bool right_user = equal_in_constant_time(username, username_);
    const bool right_password =
        equal_in_constant_time(digest_ ? digest_->hex(password) : std::string(password), secret_);
    return right_user && right_password;
}

}  // namespace supervise::http
