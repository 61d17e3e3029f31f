#include "client/event_stream.hpp"

#include <gtest/gtest.h>

#include "client/limits.hpp"

namespace supervise::client {
namespace {

/// The events in `text`, as "name=data", when it comes in pieces of `size`.
std::vector<std::string> events(std::string_view text, std::size_t size) {
    EventStream stream;
    std::vector<std::string> all;
    for (; !text.empty(); text.remove_prefix(std::min(size, text.size()))) {
        EXPECT_TRUE(stream.put(text.substr(0, size), [&](const ServerEvent& event) {
            all.push_back(event.name + "=" + event.data);
        }));
    }
    return all;
}

TEST(EventStream, takes_events_out_of_any_pieces) {
    const std::string text =
        "event: a\ndata: {\"x\":1}\n\n:\n\nevent:b\r\ndata:2\r\n\r\ndata: y\ndata: z\n\n";
    const std::vector<std::string> expected{"a={\"x\":1}", "b=2", "=y\nz"};
    for (const std::size_t size : {1U, 2U, 7U, 1000U}) {
        EXPECT_EQ(events(text, size), expected) << size;
    }
}

TEST(EventStream, gives_nothing_that_is_not_complete) {
    EXPECT_TRUE(events("event: a\ndata: 1\n", 100).empty());
}

// In one line or in many: a server cannot make a client hold more.
TEST(EventStream, refuses_an_event_that_is_too_large) {
    const EventStream::Sink nobody = [](const ServerEvent&) { ADD_FAILURE() << "it never ended"; };
    const std::string half(limits::max_event_bytes / 2, 'x');
    EventStream one_line;
    ASSERT_TRUE(one_line.put("data:" + half, nobody));
    const auto refused = one_line.put(half, nobody);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, Error::Kind::too_large);
    EventStream many_lines;
    ASSERT_TRUE(many_lines.put("data:" + half + "\n", nobody));
    EXPECT_FALSE(many_lines.put("data:" + half + "\n", nobody));
}

TEST(EventStream, knows_no_other_fields) {
    EXPECT_EQ(events("id: 1\nretry: 5\nnonsense\nevent: a\ndata: 1\n\nevent: b\n\n", 100),
              std::vector<std::string>{"a=1"});
}

}  // namespace
}  // namespace supervise::client
