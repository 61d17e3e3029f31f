// Any bytes as a program that a client describes: a name, then keys and values, with NUL bytes between them.
// It is refused in the words of the file, or each process has what a process needs.
#include <algorithm>
#include <cstdint>

#include "config/added_program.hpp"
#include "config/text.hpp"
#include "expect.hpp"
#include "fake/config_world.hpp"

using namespace supervise;

namespace {

/// Numbers like numprocs=50000 are legal and slow; the fuzzer is to look for other things.
bool is_large_number(std::string_view text) {
    return text.size() > 4 && text.find_first_not_of("0123456789_+ ") == std::string_view::npos;
}

bool is_any_expanded(const config::ProgramText& program) {
    return std::ranges::any_of(
        program.options, [](const auto& option) { return option.second.find('%') != std::string::npos; });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto parts = config::split_at({reinterpret_cast<const char*>(data), size}, '\0');
    config::ProgramText program{std::string(parts[0]), "group", {}};
    for (std::size_t i = 1; i + 1 < parts.size(); i += 2) {
        if (is_large_number(parts[i + 1]))
            return 0;
        program.options.emplace_back(parts[i], parts[i + 1]);
    }
    fake::ConfigWorld world;
    const config::AddedProgram added = config::read_added_program(program, "c.conf", world.around, {});
    if (added.error) {
        fuzz::expect(!added.error->empty());
        return 0;
    }
    const bool is_expanded = is_any_expanded(program);
    for (const config::ProcessConfig& process : added.processes) {
        // CFG-094, CFG-143: it may be empty, and may get such characters where it is expanded.
        fuzz::expect(is_expanded || process.name.find_first_of(" :/") == std::string::npos);
        fuzz::expect(process.program_name == program.name ||
                     config::strip(program.name) == process.program_name);
        fuzz::expect(process.command.find('\0') == std::string::npos);
    }
    return 0;
}
