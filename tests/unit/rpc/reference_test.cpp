#include "rpc/reference.hpp"

#include <fstream>
#include <sstream>

#include "rpc/daemon_fixture.hpp"
#include "rpc/interfaces.hpp"

namespace supervise::rpc {
namespace {

using testing::HasSubstr;

// Fails after a change of a method table until `cmake --build BUILD --target generate_docs` has run.
TEST(RpcReference, is_up_to_date) {
    const std::string source = __FILE__;
    std::ifstream file(source.substr(0, source.find("tests/unit/")) + "doc/xmlrpc.md");
    std::stringstream text;
    text << file.rdbuf();
    EXPECT_TRUE(text.str() == reference_text()) << "run: cmake --build BUILD --target generate_docs";
}

class RpcReferenceOfDaemon : public DaemonFixture {};

TEST_F(RpcReferenceOfDaemon, tells_of_every_method) {
    const std::string text = reference_text();
    for (const auto& [name, method] : dispatcher.methods())
        EXPECT_THAT(text, HasSubstr("### " + name + "("));
}

// RPC-001
TEST_F(RpcReferenceOfDaemon, tells_of_every_fault) {
    const std::string text = reference_text();
    for (const FaultRow& row : fault_rows())
        EXPECT_THAT(text, HasSubstr(fmt::format("| {} | {} |", static_cast<int>(row.code), row.name)));
}

// RPC-043, RPC-046: the page knows the members there are.
TEST_F(RpcReferenceOfDaemon, tells_of_every_member) {
    add(program("web"));
    const std::string text = reference_text();
    const Outcome web = reply_of("supervisor.getProcessInfo", {"web"});
    for (const auto& [member, value] : *web->get_if<Struct>())
        EXPECT_THAT(text, HasSubstr("`" + member + "`"));
    const Outcome configs = reply_of("supervisor.getAllConfigInfo");
    for (const auto& [member, value] : *configs->get_if<Array>()->at(0).get_if<Struct>())
        EXPECT_THAT(text, HasSubstr("`" + member + "`"));
}

// RPC-061: the help names what may go wrong.
TEST_F(RpcReferenceOfDaemon, is_what_the_help_says) {
    EXPECT_EQ(reply_of("system.methodHelp", {"supervisor.removeProcessGroup"}),
              Outcome("Takes a group away whose processes have all stopped.\n\n"
                      "Faults: BAD_NAME, STILL_RUNNING\n\n"
                      "@param string name  name of the group\n"
                      "@return boolean result  true, unless there is a fault\n"));
}

// CFG-206: what the configuration accepts is what there is.
TEST(Factories, are_those_the_configuration_knows) {
    for (const config::RpcFactory& known : known_factories())
        EXPECT_TRUE(methods_of({"x", std::string(known.name), {}})) << known.name;
    EXPECT_FALSE(methods_of({"x", "my.package:make", {}}));
}

}  // namespace
}  // namespace supervise::rpc
