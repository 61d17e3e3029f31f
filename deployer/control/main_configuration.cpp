#include "control/main_configuration.hpp"

#include <map>
#include <optional>
#include <string>

#include "config/ini.hpp"

namespace deployer::control {
namespace {

namespace config = supervise::config;

/// Sections, and what they say.
using Meaning = std::map<std::string, std::map<std::string, std::string>>;

/// What supervisord reads once, when it begins: no request makes it take any of that over without a restart,
/// neither Supervisor's own nor ours. The client reads its section at each call, and every reread the
/// patterns of [include].
std::optional<Meaning> lasting_meaning(std::string_view text) {
    config::Document document;
    if (config::read_ini(document, "supervisord.conf", text)) {
        return std::nullopt;
    }
    Meaning meaning;
    const auto add = [&meaning](const config::Section& section) {
        auto& options = meaning[section.name()];
        for (const config::Entry& entry : section.entries()) {
            options[entry.key] = entry.value;
        }
    };
    add(document.defaults());
    for (const config::Section& section : document.sections()) {
        if (section.name() != "supervisorctl" && section.name() != "include") {
            add(section);
        }
    }
    return meaning;
}

}  // namespace

bool means_the_same(std::string_view one, std::string_view other) {
    const auto meaning = lasting_meaning(one);
    return meaning && meaning == lasting_meaning(other);
}

task::Answer compare_configuration(Exchanger& exchanger, const CompareConfiguration& operation) {
    const auto text = exchanger.read_file(operation.path);
    const bool is_same = text && means_the_same(*text, operation.text);
    return {.value = is_same ? "same" : "differs"};
}

}  // namespace deployer::control
