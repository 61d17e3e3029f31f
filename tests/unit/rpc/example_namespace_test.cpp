// The example of doc/rpc-extensions.md, compiled and called. What is between the two marks is in the
// document, word for word; a test compares.
#include <fstream>
#include <sstream>

#include "rpc/daemon_fixture.hpp"

// --- example
#include "rpc/dispatcher.hpp"

namespace supervise::rpc {
namespace {

/// Replies at once: takes the daemon and the arguments, which have been checked against the row.
Outcome count(DaemonControl& daemon, const Arguments& arguments) {
    const process::Group* group = daemon.groups().find(arguments.text(0));
    if (group == nullptr)
        return tl::unexpected(make_fault(FaultCode::bad_name, arguments.text(0)));
    return Value(static_cast<std::int64_t>(group->processes().size()));
}

/// Replies later. What is returned lives as long as the client waits: when it hangs up, the timer goes too.
sys::Registration pause(DaemonControl& daemon, const Arguments& arguments, Reply reply) {
    const std::chrono::seconds time{std::clamp<std::int64_t>(arguments.number(0), 0, 60)};
    return daemon.loop().after(time, [reply = std::move(reply)] { reply(Value(true)); });
}

}  // namespace

/// The methods of [rpcinterface:example]; `greeting=` in that section is a setting.
Methods example_methods(const config::RpcInterfaceConfig& interface) {
    std::string greeting = "hello";
    for (const auto& [key, value] : interface.settings)
        if (key == "greeting")
            greeting = value;
    return {
        {.name = "count",
         .summary = "How many processes a group has.",
         .params = {{Type::string, "group", "name of the group"}},
         .result = Type::integer,
         .result_help = "number of processes",
         .function = now<count>,
         .faults = {FaultCode::bad_name}},
        {.name = "pause",
         .summary = "Replies after a while.",
         .params = {{Type::integer, "seconds", "0 to 60"}},
         .result = Type::boolean,
         .result_help = "true",
         .function = later<pause>},
        {.name = "greet",
         .summary = "Says what the configuration says.",
         .params = {},
         .result = Type::string,
         .result_help = "the greeting",
         .function =
             [greeting](Dispatcher&, const Arguments&, const Reply& reply) {
                 reply(Value(greeting));
                 return sys::Registration{};
             }},
    };
}

}  // namespace supervise::rpc
// --- end of the example

namespace supervise::rpc {
namespace {

std::string text_of(const std::string& path) {
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

class ExampleNamespace : public DaemonFixture {
protected:
    void SetUp() override {
        dispatcher.add("example", example_methods({"example", "", {{"greeting", "hi"}}}));
    }
};

// EXT-001
TEST_F(ExampleNamespace, replies_at_once_and_later) {
    add(program("web"));
    EXPECT_EQ(reply_of("example.count", {"web"}), Outcome(Value(1)));
    EXPECT_EQ(fault_of("example.count", {"nobody"}), "10 BAD_NAME: nobody");
    EXPECT_EQ(fault_of("example.count"), "2 INCORRECT_PARAMETERS");
    EXPECT_EQ(reply_of("example.greet"), Outcome("hi"));
    const std::size_t before = replies.size();
    call("example.pause", {2});
    loop.advance(std::chrono::seconds(1));
    EXPECT_EQ(replies.size(), before);
    loop.advance(std::chrono::seconds(2));
    EXPECT_EQ(replies.back(), Outcome(true));
    EXPECT_EQ(reply_of("system.methodSignature", {"example.pause"}), Outcome(Value(Array{"boolean", "int"})));
}

TEST_F(ExampleNamespace, is_the_one_in_the_document) {
    const std::string here = __FILE__;
    const std::string root = here.substr(0, here.find("tests/unit/"));
    const std::string source = text_of(here);
    const std::size_t begin = source.find('\n', source.find("// --- example")) + 1;
    const std::string example = source.substr(begin, source.find("// --- end of the example") - begin);
    EXPECT_NE(text_of(root + "doc/rpc-extensions.md").find(example), std::string::npos)
        << "doc/rpc-extensions.md does not have the example as it is compiled";
}

}  // namespace
}  // namespace supervise::rpc
