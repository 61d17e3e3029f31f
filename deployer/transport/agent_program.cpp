#include "transport/agent_program.hpp"

#include <array>

#include <elf.h>
#include <fmt/core.h>

#include "sys/small_file.hpp"
#include "task/content.hpp"
#include "transport/limits.hpp"

namespace deployer::transport {
namespace {

struct Architecture {
    unsigned machine;  ///< as in elf.h
    bool wide;         ///< ELFCLASS64
    std::array<std::string_view, 4> names;
};

constexpr std::array<Architecture, 7> architectures{{
    {EM_X86_64, true, {"x86_64", "amd64"}},
    {EM_386, false, {"i386", "i586", "i686", "x86_64"}},
    {EM_AARCH64, true, {"aarch64", "arm64"}},
    {EM_ARM, false, {"armv7l", "armv8l", "aarch64"}},
    {EM_RISCV, true, {"riscv64"}},
    {EM_S390, true, {"s390x"}},
    {EM_PPC64, true, {"ppc64le"}},
}};

unsigned byte_at(std::string_view bytes, std::size_t i) {
    return static_cast<unsigned char>(bytes[i]);
}

}  // namespace

std::vector<std::string> machines_of(std::string_view program) {
    constexpr std::size_t machine_at = 18;  // e_machine of both classes
    if (program.size() < sizeof(Elf32_Ehdr) || !program.starts_with(ELFMAG))
        return {};
    const bool big_endian = byte_at(program, EI_DATA) == ELFDATA2MSB;
    const unsigned first = byte_at(program, machine_at);
    const unsigned second = byte_at(program, machine_at + 1);
    const unsigned machine = big_endian ? first << 8 | second : second << 8 | first;
    const bool wide = byte_at(program, EI_CLASS) == ELFCLASS64;
    std::vector<std::string> names;
    for (const Architecture& architecture : architectures)
        if (architecture.machine == machine && architecture.wide == wide)
            for (const std::string_view name : architecture.names)
                if (!name.empty())
                    names.emplace_back(name);
    return names;
}

supervise::Result<std::shared_ptr<const AgentProgram>> read_agent_program(const std::string& path) {
    auto bytes = supervise::sys::read_small_file(path, limits::agent_program);
    if (!bytes)
        return supervise::fail(
            fmt::format("the agent that runs on hosts cannot be read: '{}': {}", path, bytes.error().message),
            bytes.error().code);
    auto program = std::make_shared<AgentProgram>();
    program->bytes = std::move(*bytes);
    program->sha256 = task::sha256_hex(program->bytes);
    program->machines = machines_of(program->bytes);
    return program;
}

}  // namespace deployer::transport
