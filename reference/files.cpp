#include "reference/files.hpp"

#include <fmt/core.h>

#include "daemon/command_line.hpp"
#include "reference/completion.hpp"
#include "reference/hadeploy.hpp"
#include "reference/manual.hpp"
#include "supervisorctl/settings.hpp"

namespace supervise::reference {

std::vector<MadeFile> made_files() {
    const auto daemon = daemon::options();
    const auto client = ctl::option_table();
    return {
        {"man/supervisord.8", {{"SYNOPSIS", manual_synopsis(daemon)}, {"OPTIONS", manual_options(daemon)}}},
        {"man/supervisorctl.1",
         {{"SYNOPSIS", manual_synopsis(client)},
          {"OPTIONS", manual_options(client)},
          {"COMMANDS", manual_commands()},
          {"COMMAND_OPTIONS", manual_command_options()}}},
        {"man/supervisord.conf.5",
         {{"VALUE_TYPES", manual_value_types()},
          {"SECTIONS", manual_sections()},
          {"EVENTS", manual_events()}}},
        {"man/hadeploy.1",
         {{"OPTIONS", manual_options(hadeploy_flags())},
          {"VAULT_OPTIONS", manual_options(hadeploy_vault_flags())}}},
        {"etc/completion/supervisorctl.bash", bash_blocks_of_supervisorctl(client)},
        {"etc/completion/supervisord.bash", bash_blocks_of_supervisord(daemon)},
        {"etc/completion/_supervisorctl", zsh_blocks_of_supervisorctl(client)},
        {"etc/completion/_supervisord", zsh_blocks_of_supervisord(daemon)},
        {"etc/completion/hadeploy.bash", bash_blocks_of_hadeploy()},
        {"etc/completion/_hadeploy", zsh_blocks_of_hadeploy()},
        {"etc/completion/hadeploy.fish", fish_blocks_of_hadeploy()},
        {"etc/completion/supervisorctl.fish", fish_blocks_of_supervisorctl(client)},
        {"etc/completion/supervisord.fish", fish_blocks_of_supervisord(daemon)},
    };
}

Result<std::string> make(const MadeFile& file, std::string_view template_text) {
    Blocks blocks = file.blocks;
    const std::string name = file.path.substr(file.path.rfind('/') + 1);
    blocks["GENERATED"] = fmt::format(
        "Made from {}.in and the tables of the sources by `cmake --build BUILD --target generate_docs`.",
        name);
    auto text = fill(template_text, blocks);
    if (!text) {
        return fail(fmt::format("{}.in: {}", file.path, text.error().message));
    }
    return text;
}

}  // namespace supervise::reference
