#include "process/environment.hpp"

#include <algorithm>

namespace supervise::process {

namespace {

bool defines(const std::string& entry, std::string_view name) {
    return entry.size() > name.size() && entry[name.size()] == '=' && entry.starts_with(name);
}

}  // namespace

void ChildEnvironment::set(std::string_view name, std::string_view value) {
    std::string entry;
    entry.reserve(name.size() + value.size() + 1);
    entry.append(name).append("=").append(value);
    const auto old = std::find_if(entries_.begin(), entries_.end(),
                                  [name](const std::string& text) { return defines(text, name); });
    if (old != entries_.end())
        *old = std::move(entry);
    else
        entries_.push_back(std::move(entry));
}

void ChildEnvironment::set_all(const config::Environment& environment) {
    for (const auto& [name, value] : environment)
        set(name, value);
}

std::string_view ChildEnvironment::get(std::string_view name) const {
    for (const std::string& entry : entries_)
        if (defines(entry, name))
            return std::string_view(entry).substr(name.size() + 1);
    return {};
}

}  // namespace supervise::process
