#include "web/orders.hpp"

#include <gtest/gtest.h>

#include "web/limits.hpp"

namespace supervise::web {
namespace {

TEST(Orders, say_what_to_do_with_which) {
    const auto order = parse_order(R"({"action":"signal","names":["g:a","g:*","all"],"signal":"HUP","x":1})");
    ASSERT_TRUE(order) << order.error().message;
    EXPECT_EQ(order->deed, Deed::signal);
    EXPECT_EQ(order->names, (std::vector<std::string>{"g:a", "g:*", "all"}));
    EXPECT_EQ(order->signal, "HUP");
    EXPECT_EQ(parse_order(R"({"action":"restart","names":["\u00e9"]})")->names.front(), "\xC3\xA9");
    EXPECT_EQ(parse_order(R"({"action":"clear","names":["g:*","a","g:*","a","b"]})")->names,
              (std::vector<std::string>{"g:*", "a", "b"}));
}

TEST(Orders, that_mean_nothing_are_refused) {
    for (const char* text :
         {"", "x", "[]", "null", "1", R"("start")", "{}", R"({"action":"start"})",
          R"({"action":"start","names":[]})", R"({"action":"start","names":"a"})",
          R"({"action":"start","names":[1]})", R"({"action":"start","names":[["a"]]})",
          R"({"action":"Start","names":["a"]})", R"({"action":1,"names":["a"]})",
          R"({"action":"signal","names":["a"]})", R"({"action":"start","names":["a"]} x)",
          R"({"action":"start","names":["a)", "{\"action\":\"start\",\"names\":[\"\xff\"]}"})
        EXPECT_FALSE(parse_order(text)) << text;
}

TEST(Orders, are_bounded) {
    std::string names = R"({"action":"stop","names":["a")";
    for (std::size_t i = 1; i < limits::max_order_names; ++i)
        names += R"(,"a")";
    EXPECT_TRUE(parse_order(names + "]}"));
    EXPECT_FALSE(parse_order(names + R"(,"a"]})"));
    EXPECT_FALSE(parse_order(R"({"action":"stop","names":["a"],"x":")" +
                             std::string(limits::max_order_bytes, 'x') + "\"}"));
    EXPECT_FALSE(parse_order(std::string(limits::max_order_bytes, '[')));
    EXPECT_FALSE(parse_order(R"({"action":"stop","names":["a"],"x":[[[[1]]]]})"));
}

TEST(Orders, for_the_daemon_are_two) {
    EXPECT_EQ(*parse_daemon_order(R"({"action":"restart"})"), DaemonOrder::restart);
    EXPECT_EQ(*parse_daemon_order(R"({"action":"shutdown"})"), DaemonOrder::shutdown);
    for (const char* text : {"{}", R"({"action":"stop"})", R"({"action":["restart"]})", "x"})
        EXPECT_FALSE(parse_daemon_order(text)) << text;
}

TEST(Orders, to_update_name_groups_or_none) {
    EXPECT_EQ(parse_update_order("{}")->groups, std::nullopt);
    EXPECT_EQ(parse_update_order(R"({"groups":null})")->groups, std::nullopt);
    EXPECT_EQ(parse_update_order(R"({"groups":["a"]})")->groups, std::vector<std::string>{"a"});
    EXPECT_FALSE(parse_update_order(R"({"groups":"a"})"));
    EXPECT_FALSE(parse_update_order(R"({"groups":[null]})"));
}

}  // namespace
}  // namespace supervise::web
