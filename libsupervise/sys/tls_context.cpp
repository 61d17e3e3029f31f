#include "sys/tls_context.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>

#include <fmt/core.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include "sys/fd.hpp"
#include "sys/shared_library.hpp"
#include "sys/tls_library.hpp"

namespace supervise::sys {
namespace {

using Part = TlsFault::Part;

struct Functions final : SharedLibrary {
    Functions() : SharedLibrary(tls_library_name) {}

    decltype(&::TLS_server_method) server_method = symbol("TLS_server_method");
    decltype(&::TLS_client_method) client_method = symbol("TLS_client_method");
    decltype(&::SSL_CTX_new) new_context = symbol("SSL_CTX_new");
    decltype(&::SSL_CTX_free) free_context = symbol("SSL_CTX_free");
    decltype(&::SSL_CTX_ctrl) control = symbol("SSL_CTX_ctrl");
    decltype(&::SSL_CTX_set_options) set_options = symbol("SSL_CTX_set_options");
    decltype(&::SSL_CTX_use_certificate_chain_file) use_certificate_chain_file =
        symbol("SSL_CTX_use_certificate_chain_file");
    decltype(&::SSL_CTX_use_PrivateKey_file) use_key_file = symbol("SSL_CTX_use_PrivateKey_file");
    decltype(&::SSL_CTX_set_default_passwd_cb) set_passphrase_callback =
        symbol("SSL_CTX_set_default_passwd_cb");
    decltype(&::SSL_CTX_set_default_passwd_cb_userdata) set_passphrase_userdata =
        symbol("SSL_CTX_set_default_passwd_cb_userdata");
    decltype(&::SSL_CTX_load_verify_locations) load_authorities = symbol("SSL_CTX_load_verify_locations");
    decltype(&::SSL_CTX_set_default_verify_paths) load_system_authorities =
        symbol("SSL_CTX_set_default_verify_paths");
    decltype(&::SSL_load_client_CA_file) names_of_authorities = symbol("SSL_load_client_CA_file");
    decltype(&::SSL_CTX_set_client_CA_list) set_names_of_authorities = symbol("SSL_CTX_set_client_CA_list");
    decltype(&::SSL_CTX_set_verify) set_verify = symbol("SSL_CTX_set_verify");
    decltype(&::SSL_CTX_set_session_id_context) set_session_id_context =
        symbol("SSL_CTX_set_session_id_context");
    decltype(&::SSL_CTX_get0_certificate) certificate_of = symbol("SSL_CTX_get0_certificate");
    decltype(&::X509_get0_notAfter) not_after = symbol("X509_get0_notAfter");
    decltype(&::ASN1_TIME_diff) time_difference = symbol("ASN1_TIME_diff");
    decltype(&::ERR_peek_error) first_error = symbol("ERR_peek_error");
    decltype(&::ERR_clear_error) clear_errors = symbol("ERR_clear_error");
    decltype(&::ERR_reason_error_string) reason = symbol("ERR_reason_error_string");
};

const Functions& functions() {
    static const Functions loaded;
    return loaded;
}

using Made = tl::expected<void, TlsFault>;

tl::unexpected<TlsFault> fault(Part part, std::string what, std::string remedy) {
    return tl::unexpected(TlsFault{part, std::move(what), std::move(remedy)});
}

/// What went wrong first, which later errors follow from; in OpenSSL's words, for what has no words of ours.
std::string reason_text() {
    const char* text = functions().reason(functions().first_error());
    return text != nullptr ? text : "unknown error";
}

bool error_is(int library, int reason) {
    const unsigned long code = functions().first_error();
    return ERR_GET_LIB(code) == library && ERR_GET_REASON(code) == reason;
}

/// OpenSSL would say "system lib" only, and wait for ever on a pipe.
Made check_readable(Part part, const std::string& path) {
    const Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!fd) {
        const int code = errno;
        return fault(part, fmt::format("'{}' cannot be read: {}", path, errno_text(code)),
                     code == EACCES ? "make it readable for the account that needs it"
                                    : "correct the path, or put the file there");
    }
    struct stat status {};
    if (::fstat(fd.get(), &status) != 0 || !S_ISREG(status.st_mode))
        return fault(part, fmt::format("'{}' is not a regular file", path), "name a PEM file");
    return {};
}

Made use_certificate(SSL_CTX* context, const TlsFiles& files) {
    if (auto readable = check_readable(Part::certificate, files.certificate); !readable)
        return readable;
    functions().clear_errors();
    if (functions().use_certificate_chain_file(context, files.certificate.c_str()) == 1)
        return {};
    if (error_is(ERR_LIB_PEM, PEM_R_NO_START_LINE))
        return fault(Part::certificate, fmt::format("'{}' holds no certificate", files.certificate),
                     "it must have a BEGIN CERTIFICATE line (PEM)");
    return fault(Part::certificate, fmt::format("'{}' cannot be used: {}", files.certificate, reason_text()),
                 "make a new certificate");
}

/// Instead of a question on the terminal, which nobody would answer: notes that there was one.
int note_passphrase(char* /*buffer*/, int /*size*/, int /*writing*/, void* asked) {
    *static_cast<bool*>(asked) = true;
    return -1;
}

Made use_key(SSL_CTX* context, const TlsFiles& files) {
    const Functions& f = functions();
    const std::string& path = files.key_file();
    if (auto readable = check_readable(Part::key, path); !readable)
        return readable;
    f.clear_errors();
    bool encrypted = false;
    f.set_passphrase_callback(context, note_passphrase);
    f.set_passphrase_userdata(context, &encrypted);
    const bool used = f.use_key_file(context, path.c_str(), SSL_FILETYPE_PEM) == 1;
    f.set_passphrase_userdata(context, nullptr);
    if (used)
        return {};
    if (encrypted)
        return fault(Part::key, fmt::format("the key in '{}' is encrypted", path),
                     "store it without a passphrase, readable for the daemon's account only");
    if (error_is(ERR_LIB_X509, X509_R_KEY_VALUES_MISMATCH) ||
        error_is(ERR_LIB_X509, X509_R_KEY_TYPE_MISMATCH))
        return fault(
            Part::key,
            fmt::format("the key in '{}' does not match the certificate in '{}'", path, files.certificate),
            "name the key the certificate was made for; the server's own certificate must be the "
            "first of its file");
    if (files.key.empty())
        return fault(Part::key, fmt::format("'{}' holds no private key", path),
                     "append the key to it, or name the key's file with keyfile=");
    return fault(Part::key, fmt::format("'{}' holds no usable private key ({})", path, reason_text()),
                 "it must have a BEGIN PRIVATE KEY line (PEM)");
}

Made trust_authorities(SSL_CTX* context, const TlsFiles& files) {
    if (auto readable = check_readable(Part::authorities, files.authorities); !readable)
        return readable;
    functions().clear_errors();
    if (functions().load_authorities(context, files.authorities.c_str(), nullptr) != 1)
        return fault(Part::authorities, fmt::format("'{}' holds no usable certificate", files.authorities),
                     "it must have the authority's certificate (PEM)");
    return {};
}

/// Clients learn whose certificates are asked for, and must show one.
Made demand_certificates(SSL_CTX* context, const TlsFiles& files) {
    const Functions& f = functions();
    if (auto trusted = trust_authorities(context, files); !trusted)
        return trusted;
    f.set_names_of_authorities(context, f.names_of_authorities(files.authorities.c_str()));
    f.set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    // A resumed session has been verified by a server with the same name for its sessions.
    constexpr std::string_view name = "supervisord";
    f.set_session_id_context(context, reinterpret_cast<const unsigned char*>(name.data()), name.size());
    return {};
}

/// What both sides have in common.
tl::expected<std::shared_ptr<SSL_CTX>, TlsFault> make_context(const SSL_METHOD* (*Functions::*method)(),
                                                              TlsVersion min_version) {
    const Functions& f = functions();
    if (auto complete = f.complete(); !complete)
        return fault(Part::library, fmt::format("TLS needs OpenSSL 3: {}", complete.error().message),
                     "install the package libssl3 (libssl3t64)");
    f.clear_errors();
    std::shared_ptr<SSL_CTX> context(f.new_context((f.*method)()), [&f](SSL_CTX* old) {
        if (old != nullptr)
            f.free_context(old);
    });
    if (context == nullptr)
        return fault(Part::library, fmt::format("OpenSSL cannot start: {}", reason_text()),
                     "look at openssl.cnf");
    const int version = min_version == TlsVersion::tls1_3 ? TLS1_3_VERSION : TLS1_2_VERSION;
    f.control(context.get(), SSL_CTRL_SET_MIN_PROTO_VERSION, version, nullptr);
    f.set_options(context.get(), SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
    // What waits to be written may grow and move between two attempts; idle sessions keep no buffers.
    f.control(context.get(), SSL_CTRL_MODE,
              SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS,
              nullptr);
    // Clients keep their own sessions, as tickets.
    f.control(context.get(), SSL_CTRL_SET_SESS_CACHE_MODE, SSL_SESS_CACHE_OFF, nullptr);
    return context;
}

}  // namespace

tl::expected<TlsContext, TlsFault> TlsContext::server(const TlsFiles& files) {
    auto context = make_context(&Functions::server_method, files.min_version);
    if (!context)
        return tl::unexpected(context.error());
    // Requests say how long they are: a client that just closes has cut nothing off unnoticed.
    functions().set_options(context->get(), SSL_OP_IGNORE_UNEXPECTED_EOF);
    for (const auto step : {&use_certificate, &use_key})
        if (auto done = step(context->get(), files); !done)
            return tl::unexpected(done.error());
    if (!files.authorities.empty())
        if (auto done = demand_certificates(context->get(), files); !done)
            return tl::unexpected(done.error());
    return TlsContext(std::move(*context));
}

tl::expected<TlsContext, TlsFault> TlsContext::client(const TlsFiles& files) {
    auto context = make_context(&Functions::client_method, files.min_version);
    if (!context)
        return tl::unexpected(context.error());
    const Functions& f = functions();
    f.set_verify(context->get(), SSL_VERIFY_PEER, nullptr);
    if (!files.authorities.empty()) {
        if (auto trusted = trust_authorities(context->get(), files); !trusted)
            return tl::unexpected(trusted.error());
    } else if (f.load_system_authorities(context->get()) != 1) {
        return fault(Part::authorities,
                     fmt::format("the system's authorities cannot be read: {}", reason_text()),
                     "install the package ca-certificates, or name a file with cafile=");
    }
    if (!files.certificate.empty())
        for (const auto step : {&use_certificate, &use_key})
            if (auto done = step(context->get(), files); !done)
                return tl::unexpected(done.error());
    return TlsContext(std::move(*context));
}

TlsStamp stamp_of(const TlsFiles& files) {
    TlsStamp stamp;
    for (const std::string& path : {files.certificate, files.key, files.authorities}) {
        struct stat status {};
        if (path.empty() || ::stat(path.c_str(), &status) != 0)
            status = {};
        for (const timespec& time : {status.st_mtim, status.st_ctim})
            stamp.insert(stamp.end(), {time.tv_sec, time.tv_nsec});
        stamp.insert(stamp.end(), {static_cast<std::int64_t>(status.st_dev),
                                   static_cast<std::int64_t>(status.st_ino), status.st_size});
    }
    return stamp;
}

std::chrono::seconds TlsContext::remaining_life() const {
    const Functions& f = functions();
    int days = 0;
    int seconds = 0;
    const X509* const certificate = f.certificate_of(native());
    if (certificate == nullptr || f.time_difference(&days, &seconds, nullptr, f.not_after(certificate)) != 1)
        return {};
    return std::chrono::hours(24) * days + std::chrono::seconds(seconds);
}

tl::expected<std::chrono::seconds, TlsFault> SystemTlsCheck::look_into(const TlsFiles& files) const {
    return TlsContext::server(files).map(&TlsContext::remaining_life);
}

}  // namespace supervise::sys
