/// What can go wrong between asking a daemon and having its answer, told apart as far as callers must.
#pragma once

#include <cerrno>
#include <string>
#include <utility>

#include <tl/expected.hpp>

namespace supervise::client {

/// A place in our sources. (std::source_location is missing in Clang 14.)
struct Place {
    const char* file = "";
    int line = 0;

    static constexpr Place here(const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
        return {file, line};
    }
};

struct Error {
    enum class Kind {
        bad_value,    ///< what the user asked for cannot be sent: `text`
        unresolved,   ///< no such host; `code` is one of getaddrinfo(3)
        bad_address,  ///< the path of a Unix socket is too long
        system,       ///< `code` is an errno: refused, no such file, no permission, reset, ...
        timeout,      ///< no answer, or no further byte of it, in time
        untrusted,    ///< the server's certificate
        tls,          ///< anything else about TLS: `text` says what to do
        closed,       ///< the server hung up instead of answering, or within its answer
        not_http,     ///< what came is not an HTTP response
        too_large,    ///< more than a limit allows
        status,       ///< an HTTP status other than 200: `code`; `text` is the reason as the server words it
        unintelligible,  ///< not an XML-RPC response, or not the value that the method has
        fault,           ///< the method's fault: `code`, and `text` as in RPC-002
    };

    Kind kind = Kind::system;
    int code = 0;
    std::string text;
    Place where;  ///< in our sources, for reports of bugs

    bool is_fault(int fault_code) const { return kind == Kind::fault && code == fault_code; }
    bool is_system(int system_code) const { return kind == Kind::system && code == system_code; }
    /// Ctrl-C, where sys::CancelWaits has it end a wait.
    bool is_interrupted() const { return is_system(ECANCELED); }
    bool is_status(int http_status) const { return kind == Kind::status && code == http_status; }
};

inline tl::unexpected<Error> failure(Error::Kind kind, int code, std::string text,
                                     Place where = Place::here()) {
    return tl::unexpected(Error{kind, code, std::move(text), where});
}

template <typename T>
using Answer = tl::expected<T, Error>;

}  // namespace supervise::client
