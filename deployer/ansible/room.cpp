#include "ansible/room.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace deployer::ansible {

namespace {

/// Enough of a hash to tell the contents of one name apart.
constexpr std::size_t hash_digits = 12;

/// "/opt/a b.sh" is "a_b.sh": nothing that means something to Ansible or a shell.
std::string harmless_name(const std::string& path) {
    std::string name = path.substr(path.rfind('/') + 1);
    std::ranges::replace_if(
        name,
        [](char c) {
            return !((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' ||
                     c == '_' || c == '-');
        },
        '_');
    constexpr std::size_t longest = 100;
    return name.substr(0, longest);
}

}  // namespace

std::string Room::place(const task::Content& content, const std::string& path) {
    const std::string name =
        fmt::format("files/{}-{}", content.sha256.substr(0, hash_digits), harmless_name(path));
    const auto* held = contents_.find(content.sha256);
    if (held != nullptr)
        files[name] = {held->bytes ? *held->bytes : std::string(), held->bytes ? std::string() : held->path};
    return name;
}

std::string Room::path(const std::string& value) {
    if (value.find('$') != std::string::npos)
        refuse(fmt::format("the path '{}' holds '$', which Ansible takes for a variable", value));
    return value;
}

std::vector<std::string> Room::described_below(const std::string& folder) const {
    const auto found = trees_.find(folder);
    return found == trees_.end() ? std::vector<std::string>() : found->second;
}

void Room::refuse(std::string fault) {
    if (std::ranges::find(faults, fault) == faults.end())
        faults.push_back(std::move(fault));
}

}  // namespace deployer::ansible
