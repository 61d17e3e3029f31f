#include "sys/tls_session.hpp"

#include <arpa/inet.h>

#include <cerrno>
#include <climits>

#include <fmt/core.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include "sys/shared_library.hpp"
#include "sys/tls_library.hpp"

namespace supervise::sys {
namespace {

using Kind = TlsFailure::Kind;

/// Of a common name; X.520 allows no more.
constexpr std::size_t max_name_bytes = 64;

struct Functions final : SharedLibrary {
    Functions() : SharedLibrary(tls_library_name) {}

    decltype(&::SSL_new) new_session = symbol("SSL_new");
    decltype(&::SSL_free) free_session = symbol("SSL_free");
    decltype(&::SSL_set_fd) set_fd = symbol("SSL_set_fd");
    decltype(&::SSL_ctrl) control = symbol("SSL_ctrl");
    decltype(&::SSL_set_accept_state) set_accept_state = symbol("SSL_set_accept_state");
    decltype(&::SSL_set_connect_state) set_connect_state = symbol("SSL_set_connect_state");
    decltype(&::SSL_set1_host) set_host = symbol("SSL_set1_host");
    decltype(&::SSL_set_hostflags) set_host_flags = symbol("SSL_set_hostflags");
    decltype(&::SSL_get0_param) verify_parameters = symbol("SSL_get0_param");
    decltype(&::X509_VERIFY_PARAM_set1_ip_asc) set_address = symbol("X509_VERIFY_PARAM_set1_ip_asc");
    decltype(&::SSL_read_ex) read = symbol("SSL_read_ex");
    decltype(&::SSL_write_ex) write = symbol("SSL_write_ex");
    decltype(&::SSL_do_handshake) do_handshake = symbol("SSL_do_handshake");
    decltype(&::SSL_is_init_finished) is_init_finished = symbol("SSL_is_init_finished");
    decltype(&::SSL_shutdown) shutdown = symbol("SSL_shutdown");
    decltype(&::SSL_get_error) get_error = symbol("SSL_get_error");
    decltype(&::SSL_get_verify_result) verify_result = symbol("SSL_get_verify_result");
    decltype(&::X509_verify_cert_error_string) verify_error_text = symbol("X509_verify_cert_error_string");
    decltype(&::SSL_get0_peer_certificate) peer_certificate = symbol("SSL_get0_peer_certificate");
    decltype(&::X509_get_subject_name) subject_name = symbol("X509_get_subject_name");
    decltype(&::X509_NAME_get_index_by_NID) name_index = symbol("X509_NAME_get_index_by_NID");
    decltype(&::X509_NAME_get_entry) name_entry = symbol("X509_NAME_get_entry");
    decltype(&::X509_NAME_ENTRY_get_data) name_entry_text = symbol("X509_NAME_ENTRY_get_data");
    decltype(&::ASN1_STRING_to_UTF8) to_utf8 = symbol("ASN1_STRING_to_UTF8");
    decltype(&::CRYPTO_free) free_memory = symbol("CRYPTO_free");
    decltype(&::ERR_peek_error) first_error = symbol("ERR_peek_error");
    decltype(&::ERR_clear_error) clear_errors = symbol("ERR_clear_error");
    decltype(&::ERR_reason_error_string) reason = symbol("ERR_reason_error_string");
};

const Functions& functions() {
    static const Functions loaded;
    return loaded;
}

bool is_address(const std::string& host) {
    in6_addr address{};
    return ::inet_pton(AF_INET, host.c_str(), &address) == 1 ||
           ::inet_pton(AF_INET6, host.c_str(), &address) == 1;
}

TlsFailure verification_failure(long result) {
    const bool other_host =
        result == X509_V_ERR_HOSTNAME_MISMATCH || result == X509_V_ERR_IP_ADDRESS_MISMATCH;
    return {other_host ? Kind::wrong_name : Kind::untrusted, functions().verify_error_text(result)};
}

Kind kind_of(int reason) {
    switch (reason) {
    case SSL_R_HTTP_REQUEST:
        return Kind::plain_http;
    case SSL_R_WRONG_VERSION_NUMBER:
    case SSL_R_PACKET_LENGTH_TOO_LONG:
        return Kind::not_tls;
    case SSL_R_UNSUPPORTED_PROTOCOL:
    case SSL_R_NO_PROTOCOLS_AVAILABLE:
    case SSL_R_TLSV1_ALERT_PROTOCOL_VERSION:
        return Kind::version;
    case SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE:
    case SSL_R_TLSV13_ALERT_CERTIFICATE_REQUIRED:
        return Kind::certificate_wanted;
    case SSL_R_SSLV3_ALERT_BAD_CERTIFICATE:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_REVOKED:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN:
    case SSL_R_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE:
    case SSL_R_TLSV1_ALERT_UNKNOWN_CA:
        return Kind::certificate_refused;
    case SSL_R_UNEXPECTED_EOF_WHILE_READING:
        return Kind::cut_off;
    default:
        return Kind::other;
    }
}

TlsFailure failure_of(const SSL* session) {
    const Functions& f = functions();
    const unsigned long code = f.first_error();
    const bool ours = ERR_GET_LIB(code) == ERR_LIB_SSL;
    if (ours && ERR_GET_REASON(code) == SSL_R_CERTIFICATE_VERIFY_FAILED)
        return verification_failure(f.verify_result(session));
    const char* text = f.reason(code);
    return {ours ? kind_of(ERR_GET_REASON(code)) : Kind::other, text != nullptr ? text : "unknown error"};
}

/// One line that can stand in a log, whatever the certificate says.
std::string printable(std::string_view text) {
    std::string name(text.substr(0, max_name_bytes));
    for (char& c : name)
        if (static_cast<unsigned char>(c) < ' ' || static_cast<unsigned char>(c) > '~')
            c = '?';
    return name;
}

}  // namespace

void TlsSession::Free::operator()(ssl_st* session) const {
    functions().free_session(session);
}

std::unique_ptr<TlsSession> TlsSession::make(const TlsContext& context, int fd) {
    const Functions& f = functions();
    if (!f.complete())
        return nullptr;
    std::unique_ptr<ssl_st, Free> session(f.new_session(context.native()));
    if (session == nullptr || f.set_fd(session.get(), fd) != 1)
        return nullptr;
    return std::unique_ptr<TlsSession>(new TlsSession(std::move(session)));
}

std::unique_ptr<TlsSession> TlsSession::accept(const TlsContext& context, int fd) {
    auto session = make(context, fd);
    if (session != nullptr)
        functions().set_accept_state(session->session_.get());
    return session;
}

std::unique_ptr<TlsSession> TlsSession::connect(const TlsContext& context, int fd, const std::string& host) {
    auto session = make(context, fd);
    if (session == nullptr)
        return nullptr;
    const Functions& f = functions();
    SSL* const native = session->session_.get();
    f.set_connect_state(native);
    if (is_address(host)) {
        if (f.set_address(f.verify_parameters(native), host.c_str()) != 1)
            return nullptr;
        return session;
    }
    f.set_host_flags(native, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    std::string name = host;
    if (f.set_host(native, name.c_str()) != 1 ||
        f.control(native, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, name.data()) != 1)
        return nullptr;
    return session;
}

TlsSession::~TlsSession() = default;

Transfer TlsSession::read_some(void* buffer, std::size_t size) {
    functions().clear_errors();
    std::size_t got = 0;
    const int result = broken_ ? 0 : functions().read(session_.get(), buffer, size, &got);
    return result == 1 ? Transfer{Transfer::Outcome::some, got, 0} : not_done(result);
}

Transfer TlsSession::write_some(const void* bytes, std::size_t size) {
    functions().clear_errors();
    std::size_t put = 0;
    const int result = broken_ ? 0 : functions().write(session_.get(), bytes, size, &put);
    return result == 1 ? Transfer{Transfer::Outcome::some, put, 0} : not_done(result);
}

Transfer TlsSession::shake_hands() {
    functions().clear_errors();
    const int result = broken_ ? 0 : functions().do_handshake(session_.get());
    return result == 1 ? Transfer{Transfer::Outcome::some, 0, 0} : not_done(result);
}

Transfer TlsSession::not_done(int result) {
    const int code = errno;
    if (broken_)
        return {Transfer::Outcome::failed, 0, EPROTO};
    const int error = functions().get_error(session_.get(), result);
    waits_for_output_ = error == SSL_ERROR_WANT_WRITE;
    switch (error) {
    case SSL_ERROR_WANT_READ:
    case SSL_ERROR_WANT_WRITE:
        return {Transfer::Outcome::would_block, 0, EAGAIN};
    case SSL_ERROR_ZERO_RETURN:
        return {Transfer::Outcome::end, 0, 0};
    case SSL_ERROR_SYSCALL:
        broken_ = true;
        failure_ = {Kind::cut_off, "connection closed"};
        return {Transfer::Outcome::failed, 0, code != 0 ? code : ECONNRESET};
    default:
        broken_ = true;
        failure_ = failure_of(session_.get());
        return {Transfer::Outcome::failed, 0, EPROTO};
    }
}

bool TlsSession::established() const {
    return functions().is_init_finished(session_.get()) == 1;
}

void TlsSession::close_notify() {
    if (broken_ || !established())
        return;
    functions().clear_errors();
    functions().shutdown(session_.get());
}

std::string TlsSession::peer_name() const {
    const Functions& f = functions();
    const X509* const certificate = f.peer_certificate(session_.get());
    if (certificate == nullptr)
        return {};
    const X509_NAME* const subject = f.subject_name(certificate);
    const int at = f.name_index(subject, NID_commonName, -1);
    if (at < 0)
        return {};
    unsigned char* text = nullptr;
    const int size = f.to_utf8(&text, f.name_entry_text(f.name_entry(subject, at)));
    if (size < 0)
        return {};
    std::string name = printable({reinterpret_cast<const char*>(text), static_cast<std::size_t>(size)});
    f.free_memory(text, __FILE__, __LINE__);
    return name;
}

}  // namespace supervise::sys
