/// Errors as values. An `Error` says once, in words a user can act on, what went wrong; `code` is the errno
/// behind it when there is one, for callers that must tell cases apart.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <tl/expected.hpp>

namespace supervise {

struct Error {
    std::string message;
    int code = 0;  ///< errno, or 0
};

template <typename T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(std::string message, int code = 0) {
    return tl::unexpected<Error>(Error{std::move(message), code});
}

/// "ENOENT" for 2; "errno 4711" for a number without a name.
std::string errno_name(int code);

/// "No such file or directory" for 2.
std::string errno_text(int code);

/// "open '/x': No such file or directory", with the errno kept.
tl::unexpected<Error> fail_errno(std::string_view what, int code);

}  // namespace supervise
