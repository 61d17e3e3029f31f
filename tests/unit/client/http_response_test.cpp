#include "client/http_response.hpp"

#include <gtest/gtest.h>

#include "client/limits.hpp"

namespace supervise::client {
namespace {

/// A response and its body as it is read.
struct Reading {
    explicit Reading(std::size_t max_body = 1000)
        : response(max_body, [this](std::string_view piece) { body += piece; }) {}
    std::string body;
    HttpResponse response;
};

std::optional<Error::Kind> kind_of(const Answer<void>& answer) {
    return answer ? std::nullopt : std::optional(answer.error().kind);
}

const std::string with_length = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nServer: Medusa/1.12\r\n\r\nhello";
const std::string chunked =
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\n\r\n";

// Wherever it is cut.
TEST(HttpResponse, is_read_in_any_pieces) {
    for (const std::string& text : {with_length, chunked}) {
        for (std::size_t cut = 0; cut <= text.size(); ++cut) {
            Reading reading;
            ASSERT_TRUE(reading.response.put(text.substr(0, cut))) << cut;
            EXPECT_EQ(reading.response.is_complete(), cut == text.size()) << cut;
            ASSERT_TRUE(reading.response.put(text.substr(cut))) << cut;
            EXPECT_TRUE(reading.response.is_complete());
            EXPECT_TRUE(reading.response.keeps_connection());
            EXPECT_EQ(reading.response.status(), 200);
            EXPECT_EQ(reading.response.reason(), "OK");
            EXPECT_EQ(reading.body, "hello");
        }
    }
}

TEST(HttpResponse, without_a_body_is_read_byte_by_byte) {
    for (const std::string end : {"0\r\n\r\n", "0;x=y\r\nTrailer: z\r\n\r\n"}) {
        Reading reading;
        for (const char c : "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + end)
            ASSERT_TRUE(reading.response.put(std::string_view(&c, 1)));
        EXPECT_TRUE(reading.response.is_complete());
        EXPECT_EQ(reading.body, "");
    }
}

TEST(HttpResponse, may_last_until_the_connection_ends) {
    Reading reading;
    ASSERT_TRUE(reading.response.put("HTTP/1.0 200 OK\r\n\r\nhel"));
    ASSERT_TRUE(reading.response.put("lo"));
    EXPECT_FALSE(reading.response.is_complete());
    ASSERT_TRUE(reading.response.put_end());
    EXPECT_TRUE(reading.response.is_complete());
    EXPECT_FALSE(reading.response.keeps_connection());
    EXPECT_EQ(reading.body, "hello");
}

TEST(HttpResponse, that_stops_early_is_closed) {
    EXPECT_EQ(kind_of(Reading().response.put_end()), Error::Kind::closed);
    for (const std::string& text : {with_length, chunked}) {
        for (std::size_t cut = 1; cut < text.size(); ++cut) {
            Reading reading;
            ASSERT_TRUE(reading.response.put(text.substr(0, cut)));
            EXPECT_EQ(kind_of(reading.response.put_end()), Error::Kind::closed) << cut;
        }
    }
}

TEST(HttpResponse, that_is_none_is_refused) {
    for (const char* text :
         {"SSH-2.0-OpenSSH_9.2\r\n", "<html></html>\r\n\r\n", "HTTP/1.1 x\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nmore"}) {
        Reading reading;
        auto taken = reading.response.put(text);
        if (taken) {
            taken = reading.response.put_end();
        }
        EXPECT_FALSE(taken) << text;
    }
}

TEST(HttpResponse, has_limits) {
    Reading body;
    EXPECT_EQ(kind_of(body.response.put("HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n")),
              Error::Kind::too_large);
    Reading chunk;
    EXPECT_EQ(kind_of(chunk.response.put("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n")),
              Error::Kind::too_large);
    Reading header;
    EXPECT_EQ(
        kind_of(header.response.put("HTTP/1.1 200 OK\r\nX: " + std::string(limits::max_header_bytes, 'x'))),
        Error::Kind::too_large);
    Reading endless_line;
    auto taken = endless_line.response.put("HTTP/1.1 200 OK\r\n");
    for (int i = 0; taken && i < 200; ++i) {
        taken = endless_line.response.put("X-Y: " + std::string(1000, 'x') + "\r\n");
    }
    EXPECT_EQ(kind_of(taken), Error::Kind::too_large);
}

TEST(HttpResponse, a_stream_has_no_end) {
    Reading reading(0);
    ASSERT_TRUE(reading.response.put("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"));
    for (int i = 0; i < 2000; ++i) {
        ASSERT_TRUE(reading.response.put("5\r\nhello\r\n"));
    }
    EXPECT_EQ(reading.body.size(), 10'000U);
    EXPECT_FALSE(reading.response.is_complete());
}

}  // namespace
}  // namespace supervise::client
