/// The first line is a password as a configuration has it, the rest an Authorization header: whatever they
/// are, the password is read or refused, and nobody is let in but who gives it.
#include <cstdlib>
#include <string>
#include <string_view>

#include "config/password.hpp"
#include "http/credentials.hpp"
#include "http/password_check.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
    using namespace supervise;
    using Scheme = config::Password::Scheme;
    const std::string_view input(reinterpret_cast<const char*>(bytes), size);
    const std::size_t end = std::min(input.find('\n'), input.size());
    const std::string_view text = input.substr(0, end);
    http::Request request;
    request.headers.emplace_back("Authorization", std::string(input.substr(std::min(end + 1, input.size()))));
    const auto credentials = http::credentials_of(request);
    if (!credentials && credentials.error() != 400 && credentials.error() != 401)
        std::abort();

    const auto password = config::parse_password(text);
    (void)config::names_unknown_scheme(text);
    if (!password || !credentials)
        return 0;
    const auto check = http::PasswordCheck::make(*password);
    if (!check)
        return 0;
    const auto right = check->check(credentials->password);
    if (password->scheme == Scheme::crypt ? right.has_value() : !right.has_value())
        std::abort();
    if (password->scheme == Scheme::clear && *right != (credentials->password == text))
        std::abort();
    return 0;
}
