#include "client/tls_error.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace supervise::client {
namespace {

using testing::HasSubstr;
using Kind = sys::TlsFailure::Kind;

std::string text(Kind kind) {
    return tls_error({kind, "reason"}, {{}, "box", 9001, true}).text;
}

TEST(TlsError, says_what_to_do) {
    EXPECT_EQ(text(Kind::untrusted),
              "the certificate of box:9001 is not trusted (reason); set cafile in [supervisorctl] to the "
              "certificate of the authority that signed it");
    EXPECT_EQ(
        text(Kind::wrong_name),
        "the certificate of box:9001 is not for box (reason); use a host name that it is for in serverurl");
    EXPECT_THAT(text(Kind::certificate_wanted), HasSubstr("set certfile and keyfile in [supervisorctl]"));
    EXPECT_THAT(text(Kind::certificate_refused), HasSubstr("client_cafile"));
    EXPECT_THAT(text(Kind::version), HasSubstr("tls_min_version"));
    EXPECT_THAT(text(Kind::not_tls), HasSubstr("use http://box:9001"));
    EXPECT_EQ(text(Kind::cut_off), "box:9001 broke the connection off");
    EXPECT_EQ(text(Kind::other), "TLS with box:9001 failed: reason");
}

// CTL-007: what Python's client would have raised.
TEST(TlsError, tells_trust_from_the_rest) {
    EXPECT_EQ(tls_error({Kind::untrusted, ""}, {}).kind, Error::Kind::untrusted);
    EXPECT_EQ(tls_error({Kind::wrong_name, ""}, {}).kind, Error::Kind::untrusted);
    EXPECT_EQ(tls_error({Kind::version, ""}, {}).kind, Error::Kind::tls);
}

}  // namespace
}  // namespace supervise::client
