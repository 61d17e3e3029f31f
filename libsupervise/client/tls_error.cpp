#include "client/tls_error.hpp"

#include <fmt/core.h>

namespace supervise::client {
namespace {

using Kind = sys::TlsFailure::Kind;

std::string text_of(const sys::TlsFailure& failure, const ServerUrl& url) {
    switch (failure.kind) {
    case Kind::untrusted:
        return fmt::format(
            "the certificate of {}:{} is not trusted ({}); set cafile in [supervisorctl] to the "
            "certificate of the authority that signed it",
            url.host, url.port, failure.reason);
    case Kind::wrong_name:
        return fmt::format(
            "the certificate of {0}:{1} is not for {0} ({2}); use a host name that it is for in "
            "serverurl",
            url.host, url.port, failure.reason);
    case Kind::certificate_wanted:
        return fmt::format(
            "{}:{} wants to see a client certificate; set certfile and keyfile in [supervisorctl]", url.host,
            url.port);
    case Kind::certificate_refused:
        return fmt::format("{}:{} does not accept our client certificate ({}); set certfile and keyfile in "
                           "[supervisorctl] to one signed by an authority of its client_cafile",
                           url.host, url.port, failure.reason);
    case Kind::version:
        return fmt::format("{}:{} and this program have no version of TLS in common ({}); the server's "
                           "tls_min_version may be 1.2 or 1.3",
                           url.host, url.port, failure.reason);
    case Kind::not_tls:
    case Kind::plain_http:
        return fmt::format("{0}:{1} does not speak TLS; if it is the right port, use http://{0}:{1}",
                           url.host, url.port);
    case Kind::cut_off:
        return fmt::format("{}:{} broke the connection off", url.host, url.port);
    case Kind::none:
    case Kind::other:
        break;
    }
    return fmt::format("TLS with {}:{} failed: {}", url.host, url.port, failure.reason);
}

}  // namespace

Error tls_error(const sys::TlsFailure& failure, const ServerUrl& url, Place where) {
    const bool untrusted = failure.kind == Kind::untrusted || failure.kind == Kind::wrong_name;
    return {untrusted ? Error::Kind::untrusted : Error::Kind::tls, 0, text_of(failure, url), where};
}

}  // namespace supervise::client
