#include "config/table.hpp"

#include <fmt/core.h>

#include "config/limits.hpp"
#include "config/text.hpp"

namespace supervise::config {

namespace {

/// Supervisor calls these by their key alone in messages about expansion (CFG-061).
bool named_by_key_alone(const Option& option) {
    return option.type == Type::environment || option.name == "process_name";
}

}  // namespace

Reading::Reading(const Surroundings& around) : places(around) {
    for (const auto& [name, value] : around.environment)
        names.set(name, value);
}

std::string Reading::program_suffix(const Section& section) const {
    return fmt::format(" in section {} (file: {})", python_repr(section.name()),
                       python_repr(document.files()[section.place().file]));
}

Findings::Subject subject_of(const Section& section, const Entry* entry, std::string_view key) {
    return {entry != nullptr ? entry->place : section.place(), section.name(), std::string(key)};
}

void report(Reading& reading, const Section& section, const Entry* entry, std::string_view key,
            const Fault& fault, Suffix suffix) {
    const bool named = suffix == Suffix::program && !reading.findings.failed();
    reading.findings.error(subject_of(section, entry, key), fault,
                           named ? reading.program_suffix(section) : std::string());
}

std::optional<std::string> expanded_value(Reading& reading, const Section& section, const Entry& entry,
                                          const Option& option, const Scope& scope, Suffix suffix) {
    if (entry.value.find('\0') != std::string::npos) {
        report(reading, section, &entry, option.name,
               {fmt::format("{}.{} contains a NUL byte", section.name(), option.name),
                "it contains a NUL byte", "remove it"},
               suffix);
        return std::nullopt;
    }
    if (entry.value.find('%') == std::string::npos)
        return entry.value;
    if (reading.expanded_bytes > limits::max_all_expanded_bytes)
        return std::nullopt;  // that has been said
    const std::string key(option.name);
    auto text = expand(entry.value, scope, named_by_key_alone(option) ? key : section.name() + "." + key);
    if (text && option.type == Type::log_file) {
        text = expand(*text, scope, key);  // CFG-070
        if (!text && text.error().remedy.starts_with("write %%"))
            text = fault(text.error().text, "this key is expanded twice: write %%%% for a percent sign",
                         text.error().what);
    }
    if (text)
        reading.expanded_bytes += text->size();
    if (reading.expanded_bytes > limits::max_all_expanded_bytes)
        text = fault(fmt::format("values are longer than {} MiB together when they are expanded",
                                 limits::max_all_expanded_bytes >> 20U),
                     "lower numprocs, or the width of a field such as %(process_num)02d");
    if (text)
        return std::move(*text);
    report(reading, section, &entry, option.name, text.error(), suffix);
    return std::nullopt;
}

}  // namespace supervise::config
