#include "hadeploy/options.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "config/suggest.hpp"

namespace deployer::hadeploy {
namespace {

constexpr int usage_status = 1;

Ending usage_error(std::string_view message) {
    return {usage(), error_line(message), usage_status};
}

const Option* find_option(std::string_view word) {
    if (!word.starts_with("--"))
        return nullptr;
    const auto table = option_table();
    const auto at = std::find_if(table.begin(), table.end(),
                                 [word](const Option& option) { return option.name == word.substr(2); });
    return at == table.end() ? nullptr : &*at;
}

std::string unknown_parameter(const std::string& word) {
    std::vector<std::string> known;
    for (const Option& option : option_table())
        known.push_back(fmt::format("--{}", option.name));
    const auto near = supervise::config::closest(word, known);
    return fmt::format("Unknown parameter {}{}", word, near ? fmt::format(" (did you mean {}?)", *near) : "");
}

Ending ending_of(const Option& option, const Installed& installed) {
    if (option.name == "version")
        return {fmt::format("HADeploy v{}\nLocation:{}\n", installed.version, installed.folder), {}, 0};
    return {usage(), {}, 0};
}

Ending value_error(const Option& option, const std::string& message) {
    // These messages name what they are about.
    const bool is_whole = option.name == "action" || option.name == "var";
    return {{}, error_line(is_whole ? message : fmt::format("--{}: {}", option.name, message)), usage_status};
}

constexpr std::string_view action_variable = "hadeploy_action=";

source::Source variable_of(model::Action action) {
    return {source::Source::Kind::variable, fmt::format("{}{}", action_variable, model::action_name(action))};
}

}  // namespace

Options with_action(Options options, model::Action action) {
    options.action = action;
    const auto own = std::ranges::find_if(options.sources, [](const source::Source& source) {
        return source.kind == source::Source::Kind::variable && source.text.starts_with(action_variable);
    });
    if (own != options.sources.end())
        *own = variable_of(action);
    return options;
}

std::string error_line(std::string_view text) {
    return fmt::format("* * * * ERROR: {}\n", text);
}

std::string usage() {
    std::string text = "usage: hadeploy --src FILE... --action ACTION [option...]\n"
                       "       hadeploy vault encrypt|decrypt|rekey [option...]\n\n";
    constexpr std::size_t column = 28;
    for (const Option& option : option_table()) {
        std::string left =
            fmt::format("  --{}{}{}", option.name,
                        option.argument.empty() || value_is_optional(option) ? "" : " ", option.argument);
        if (left.size() + 2 > column)
            left += "\n";
        const std::size_t used = left.ends_with('\n') ? 0 : left.size();
        text.append(left).append(column - used, ' ').append(option.help);
        text.append(option.repeats ? " (may be repeated)\n" : "\n");
    }
    return text;
}

tl::expected<Options, Ending> read_options(std::span<const std::string> arguments, const Installed& installed,
                                           const std::function<bool(const std::string&)>& is_file) {
    Options options;
    bool has_action = false;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& word = arguments[i];
        const std::size_t equals = word.find('=');
        const bool has_value = equals != std::string::npos;
        const Option* option = find_option(std::string_view(word).substr(0, equals));
        if (option == nullptr || (has_value && option->argument.empty()))
            return tl::unexpected(usage_error(unknown_parameter(word)));
        if (option->apply == nullptr)
            return tl::unexpected(ending_of(*option, installed));
        std::string value = has_value ? word.substr(equals + 1) : std::string();
        if (!has_value && !option->argument.empty() && !value_is_optional(*option)) {
            if (++i == arguments.size())
                return tl::unexpected(usage_error(fmt::format("Missing value for {}", word)));
            value = arguments[i];
        }
        // A name with '=' used to be a variable; a file of that name wins.
        if (option->name == "src" && value.find('=') != std::string::npos && !is_file(value))
            option = find_option("--var");
        if (auto applied = option->apply(options, value); !applied)
            return tl::unexpected(value_error(*option, applied.error().message));
        has_action = has_action || option->name == "action";
    }
    if (options.sources.empty())
        return tl::unexpected(usage_error("At least one --src file must be defined"));
    if (!has_action)
        return tl::unexpected(usage_error("An --action must be given"));
    if (options.watch.count() > 0 && options.action != model::Action::status)
        return tl::unexpected(usage_error("--watch is for --action status"));
    if (options.states_only && options.action != model::Action::status)
        return tl::unexpected(usage_error("--states-only is for --action status"));
    // The first of all variables (HD-CLI-10).
    options.sources.insert(options.sources.begin(), variable_of(options.action));
    return options;
}

}  // namespace deployer::hadeploy
