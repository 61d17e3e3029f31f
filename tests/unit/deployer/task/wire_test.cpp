#include <gtest/gtest.h>

#include "task/wire.hpp"

namespace deployer::task {
namespace {

std::vector<Request> one_of_each() {
    return {
        {EnsureFile{"/a b",
                    {"o", "g", "0644"},
                    {std::string(64, 'a'), 7},
                    true,
                    {"visudo", "-cf", "%s"},
                    "x",
                    {{"autostart=true"}, {std::string(64, 'c'), 8}},
                    true},
         true},
        {EnsureFolder{"/d", {"", "g", "0755"}}},
        {EnsureAbsent{"/d", EnsureAbsent::Kind::tree, false, {"/d/e"}}},
        {EnsureGroup{"g", true}},
        {EnsureUser{"u", "comment", std::nullopt, "a,b", "$6$x", true, false}},
        {CheckAccount{CheckAccount::Kind::group, "g"}},
        {RemoveUser{"u", true, {"/d"}}},
        {RemoveGroup{"g"}},
        {EndSessions{"u", true}},
        {EnsureKeys{"u", {"ssh-ed25519 AAAA x", "y"}, false}},
        {UnitState{"a.service"}},
        {EnsureUnit{"a.service", false, UnitAction::reload, true}},
        {ReloadUnits{}},
        {Download{"http://h/x", "/x", {"o", "", ""}, std::string(64, 'b'), "u", "p", false, true, true}},
        {Exchange{"/s", std::string("\0\xFF\r\n", 4), 5}},
        {ReadFile{"/f", 99, true}},
        {ListFolder{"/d"}},
        {ProcessMemory{{1, 2}}},
        {ProgramVersion{"/usr/bin/supervisord"}},
        {RemoveAgent{}},
        {RestoreFile{"/f", true}},
    };
}

TEST(Wire, every_operation_arrives_whole) {
    const auto requests = one_of_each();
    ASSERT_EQ(requests.size(), std::variant_size_v<Operation>);
    const std::string sent = encode_run(requests);
    const auto arrived = decode_run(sent);
    ASSERT_TRUE(arrived) << arrived.error().message;
    ASSERT_EQ(arrived->size(), requests.size());
    for (std::size_t i = 0; i < requests.size(); ++i)
        EXPECT_EQ((*arrived)[i].operation.index(), i);
    EXPECT_TRUE((*arrived)[0].may_fail);
    EXPECT_FALSE((*arrived)[1].may_fail);
    EXPECT_EQ(encode_run(*arrived), sent);
}

TEST(Wire, members_have_the_values_that_were_sent) {
    const auto arrived = decode_run(encode_run(one_of_each()));
    ASSERT_TRUE(arrived);
    const auto& file = std::get<EnsureFile>((*arrived)[0].operation);
    EXPECT_EQ(file.path, "/a b");
    EXPECT_EQ(file.ownership.mode, "0644");
    EXPECT_EQ(file.content.size, 7U);
    EXPECT_EQ(file.validate.size(), 3U);
    EXPECT_EQ(file.alternative.lines, std::vector<std::string>{"autostart=true"});
    EXPECT_EQ(file.alternative.content.size, 8U);
    EXPECT_TRUE(file.keep_previous);
    const auto& user = std::get<EnsureUser>((*arrived)[4].operation);
    EXPECT_EQ(user.comment, "comment");
    EXPECT_EQ(user.group, std::nullopt);
    EXPECT_FALSE(user.create_home);
    EXPECT_EQ(std::get<Exchange>((*arrived)[14].operation).request, std::string("\0\xFF\r\n", 4));
}

TEST(Wire, a_text_of_one_byte_arrives) {
    for (int byte = 0; byte < 256; ++byte) {
        Answer answer;
        answer.message = std::string(1, static_cast<char>(byte));
        EXPECT_EQ(decode_answer(encode_answer(answer))->message, answer.message);
    }
}

// HD-GAP-26: any bytes.
TEST(Wire, any_bytes_arrive) {
    std::string all;
    for (int byte = 0; byte < 256; ++byte)
        all += static_cast<char>(byte);
    Answer answer{Status::changed, "quotes \" and \\ and\nlines", all, "a", std::nullopt, 5, -1};
    const auto arrived = decode_answer(encode_answer(answer));
    ASSERT_TRUE(arrived);
    EXPECT_EQ(arrived->status, Status::changed);
    EXPECT_EQ(arrived->message, answer.message);
    EXPECT_EQ(arrived->value, all);
    EXPECT_EQ(arrived->before, "a");
    EXPECT_EQ(arrived->after, std::nullopt);
    EXPECT_EQ(arrived->modified, 5);
    EXPECT_EQ(arrived->now, -1);
}

TEST(Wire, a_missing_member_has_its_default) {
    const auto arrived = decode_run(R"([{"do":"ReadFile","path":"/x"}])");
    ASSERT_TRUE(arrived);
    EXPECT_EQ(std::get<ReadFile>(arrived->at(0).operation).limit, 1U << 20);
}

TEST(Wire, a_member_of_the_wrong_kind_is_named) {
    for (const char* sent :
         {R"([{"do":"ReadFile","path":1}])", R"([{"do":"ReadFile","path":{"base64":"?"}}])",
          R"([{"do":"EnsureAbsent","path":"/x","kind":"forest"}])",
          R"([{"do":"Exchange","timeout_seconds":-1}])", R"([{"do":"ProcessMemory","pids":[4294967296]}])",
          R"([{"do":"EnsureFile","ownership":{"owner":7}}])"}) {
        const auto arrived = decode_run(sent);
        ASSERT_FALSE(arrived) << sent;
        EXPECT_NE(arrived.error().message.find("the member '"), std::string::npos) << arrived.error().message;
    }
}

TEST(Wire, what_is_no_request_is_refused) {
    for (const char* sent :
         {"", "{}", "[1]", "[{}]", R"([{"do":7}])", R"([{"do":"FormatDisk"}])", "[", "\xFF"})
        EXPECT_FALSE(decode_run(sent)) << sent;
}

TEST(Wire, what_is_too_deep_or_too_large_is_refused) {
    EXPECT_FALSE(decode_run(std::string(100'000, '[')));
    std::string many = "[0";
    for (int i = 0; i < 300'000; ++i)
        many += ",0";
    EXPECT_FALSE(decode_run(many + "]"));
    EXPECT_FALSE(decode_run(encode_run(std::vector<Request>(max_requests + 1, Request{RemoveAgent{}}))));
}

TEST(Wire, hello_carries_the_facts) {
    const auto hello = decode_hello(encode_hello({"1.2", R"({"ansible_hostname":"h1"})", "no home"}));
    ASSERT_TRUE(hello);
    EXPECT_EQ(hello->version, "1.2");
    EXPECT_EQ(hello->facts, R"({"ansible_hostname":"h1"})");
    EXPECT_EQ(hello->problem, "no home");
}

TEST(Wire, an_agent_of_another_protocol_is_refused) {
    const auto hello = decode_hello(R"({"protocol":2})");
    ASSERT_FALSE(hello);
    EXPECT_NE(hello.error().message.find("another protocol"), std::string::npos);
    EXPECT_FALSE(decode_hello("[]"));
}

TEST(Wire, begin_says_what_is_wanted) {
    const auto begin = decode_begin(encode_begin({true, false, true}));
    ASSERT_TRUE(begin);
    EXPECT_TRUE(begin->check);
    EXPECT_FALSE(begin->diff);
    EXPECT_TRUE(begin->lock);
    EXPECT_FALSE(decode_begin("7"));
}

}  // namespace
}  // namespace deployer::task
