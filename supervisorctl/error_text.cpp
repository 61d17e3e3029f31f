#include "supervisorctl/error_text.hpp"

#include <algorithm>
#include <cerrno>
#include <string_view>

#include <fmt/core.h>

#include "config/text.hpp"

namespace supervise::ctl {
namespace {

using Kind = client::Error::Kind;

std::string_view system_error_type(int code) {
    switch (code) {
    case EACCES:
    case EPERM:
        return "PermissionError";
    case ECONNABORTED:
        return "ConnectionAbortedError";
    case ECONNREFUSED:
        return "ConnectionRefusedError";
    case ECONNRESET:
        return "ConnectionResetError";
    case EISDIR:
        return "IsADirectoryError";
    case ENOENT:
        return "FileNotFoundError";
    case ENOTDIR:
        return "NotADirectoryError";
    case EPIPE:
    case ESHUTDOWN:
        return "BrokenPipeError";
    case ETIMEDOUT:
        return "TimeoutError";
    default:
        return "OSError";
    }
}

std::string_view error_type(const client::Error& error) {
    switch (error.kind) {
    case Kind::bad_value:
        return "ValueError";
    case Kind::unresolved:
        return "socket.gaierror";
    case Kind::bad_address:
        return "OSError";
    case Kind::system:
        return system_error_type(error.code);
    case Kind::timeout:
        return "TimeoutError";
    case Kind::untrusted:
        return "ssl.SSLCertVerificationError";
    case Kind::tls:
        return "ssl.SSLError";
    case Kind::closed:
        return "http.client.RemoteDisconnected";
    case Kind::not_http:
        return "http.client.BadStatusLine";
    case Kind::too_large:
        return "OverflowError";
    case Kind::status:
        return "xmlrpc.client.ProtocolError";
    case Kind::unintelligible:
        return "xmlrpc.client.ResponseError";
    case Kind::fault:
        return "xmlrpc.client.Fault";
    }
    return "OSError";
}

std::string error_message(const client::Error& error) {
    switch (error.kind) {
    case Kind::system:
    case Kind::unresolved:
        return fmt::format("[Errno {}] {}", error.code, error.text);
    case Kind::status:
        // Python's client calls every server 127.0.0.1 here.
        return fmt::format("<ProtocolError for 127.0.0.1/RPC2: {} {}>", error.code, error.text);
    case Kind::fault:
        return fmt::format("<Fault {}: {}>", error.code, config::python_repr(error.text));
    default:
        return error.text;
    }
}

/// The file's path inside the project.
std::string_view short_path(std::string_view path) {
    for (const std::string_view folder : {"libsupervise/", "supervisorctl/"}) {
        if (const std::size_t start = path.rfind(folder); start != std::string_view::npos) {
            return path.substr(start);
        }
    }
    return path;
}

}  // namespace

ErrorWords words_of(const client::Error& error) {
    return {fmt::format("<class '{}'>", error_type(error)), error_message(error)};
}

std::string error_line(const client::Error& error) {
    const ErrorWords words = words_of(error);
    return fmt::format("error: {}, {}: file: {} line: {}", words.type, words.text,
                       short_path(error.where.file), error.where.line);
}

}  // namespace supervise::ctl
