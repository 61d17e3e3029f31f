#include "plan/program_files.hpp"

#include <fmt/format.h>

#include "plan/ini_text.hpp"

namespace deployer::plan {

std::string program_file_name(const model::Program& program, const std::string& suffix) {
    return program.name + "_prg" + suffix;
}

std::string group_file_name(const model::ProgramGroup& group, const std::string& suffix) {
    return group.name + "_grp" + suffix;
}

std::string program_section(model::Program::Kind kind, const std::string& name) {
    switch (kind) {
    case model::Program::Kind::fcgi_program:
        return "fcgi-program:" + name;
    case model::Program::Kind::eventlistener:
        return "eventlistener:" + name;
    case model::Program::Kind::program:
        break;
    }
    return "program:" + name;
}

supervise::Result<std::string> program_text(model::Program::Kind kind, const std::string& name,
                                            const std::string& supervisor,
                                            const std::vector<std::pair<std::string, std::string>>& options,
                                            const std::string& suffix) {
    IniText text(banner(name + "_prg" + suffix, supervisor));
    text.section(program_section(kind, name));
    for (const auto& [key, value] : options)
        if (auto written = text.option(key, value, Percent::expansion); !written)
            return tl::unexpected(written.error());
    return text.text();
}

supervise::Result<std::string> group_text(const std::string& name, const std::string& supervisor,
                                          const std::vector<std::string>& programs,
                                          std::optional<int> priority, const std::string& suffix) {
    IniText text(banner(name + "_grp" + suffix, supervisor));
    text.section("group:" + name);
    if (auto written = text.option("programs", fmt::format("{}", fmt::join(programs, ","))); !written)
        return tl::unexpected(written.error());
    if (priority)
        if (auto written = text.option("priority", std::to_string(*priority)); !written)
            return tl::unexpected(written.error());
    return text.text();
}

}  // namespace deployer::plan
