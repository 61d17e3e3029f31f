/// The built agent, as it runs on a host.
#include <cstring>
#include <fstream>

#include <elf.h>

#include "agent/kernel_host.hpp"
#include "task/wire.hpp"
#include "workplace.hpp"

namespace deployer::agent {
namespace {

class Program : public fake::Workplace {
protected:
    KernelHost kernel{[] {}};
};

TEST_F(Program, prints_its_version) {
    const auto finished = kernel.run({.argv = {HADEPLOY_AGENT, "--version"}});
    ASSERT_TRUE(finished);
    EXPECT_EQ(finished->output, "hadeploy-agent " SUPERVISE_VERSION "\n");
    EXPECT_EQ(kernel.run({.argv = {HADEPLOY_AGENT, "--help-me"}})->status, 2);
}

TEST_F(Program, serves_a_session_and_ends_with_its_input) {
    const std::vector<task::Request> requests{{task::ListFolder{folder.path()}}};
    const auto finished =
        kernel.run({.argv = {HADEPLOY_AGENT},
                    .input = task::encode(task::FrameKind::begin, task::encode_begin({})) +
                             task::encode(task::FrameKind::run, task::encode_run(requests))});
    ASSERT_TRUE(finished);
    EXPECT_EQ(finished->errors, "");
    ASSERT_EQ(finished->output.compare(0, task::magic_line.size(), task::magic_line), 0);
    task::FrameReader reader;
    ASSERT_TRUE(reader.put(std::string_view(finished->output).substr(task::magic_line.size())));
    const auto hello = task::decode_hello(reader.take()->payload);
    ASSERT_TRUE(hello);
    EXPECT_NE(hello->facts.find("ansible_os_family"), std::string::npos);
    EXPECT_EQ(reader.take()->kind, task::FrameKind::answer);
    EXPECT_EQ(task::decode_answer(reader.take()->payload)->value, "state\n");
    EXPECT_EQ(reader.take()->kind, task::FrameKind::done);
}

#ifdef HADEPLOY_AGENT_STATIC
TEST_F(Program, needs_no_library_of_the_host) {
    std::ifstream in(HADEPLOY_AGENT, std::ios::binary);
    const std::string program((std::istreambuf_iterator<char>(in)), {});
    Elf64_Ehdr header = {};
    ASSERT_GT(program.size(), sizeof header);
    std::memcpy(&header, program.data(), sizeof header);
    for (unsigned i = 0; i < header.e_phnum; ++i) {
        Elf64_Phdr part = {};
        std::memcpy(&part, program.data() + header.e_phoff + i * sizeof part, sizeof part);
        EXPECT_NE(part.p_type, static_cast<unsigned>(PT_INTERP));
    }
}
#endif

}  // namespace
}  // namespace deployer::agent
