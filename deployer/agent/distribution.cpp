#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include "agent/facts.hpp"

namespace deployer::agent {

namespace {

constexpr std::size_t max_file = 65536;

struct Known {
    std::string_view id, name, family;
};

/// The distributions whose names do not follow from os-release, and their families.
constexpr std::array<Known, 20> known{{
    {"debian", "Debian", "Debian"},
    {"ubuntu", "Ubuntu", "Debian"},
    {"raspbian", "Debian", "Debian"},
    {"linuxmint", "Linux Mint", "Debian"},
    {"kali", "Kali", "Debian"},
    {"centos", "CentOS", "RedHat"},
    {"rhel", "RedHat", "RedHat"},
    {"fedora", "Fedora", "RedHat"},
    {"rocky", "Rocky", "RedHat"},
    {"almalinux", "AlmaLinux", "RedHat"},
    {"ol", "OracleLinux", "RedHat"},
    {"amzn", "Amazon", "RedHat"},
    {"scientific", "Scientific", "RedHat"},
    {"sles", "SLES", "Suse"},
    {"opensuse-leap", "openSUSE Leap", "Suse"},
    {"opensuse-tumbleweed", "openSUSE Tumbleweed", "Suse"},
    {"arch", "Archlinux", "Archlinux"},
    {"alpine", "Alpine", "Alpine"},
    {"gentoo", "Gentoo", "Gentoo"},
    {"nixos", "NixOS", "NixOS"},
}};

const Known* find(std::string_view id) {
    const auto found =
        std::find_if(known.begin(), known.end(), [id](const Known& one) { return one.id == id; });
    return found == known.end() ? nullptr : &*found;
}

/// KEY=value or KEY="value" per line.
std::map<std::string, std::string> read_release(Host& host) {
    std::map<std::string, std::string> values;
    auto content = host.read_file("/etc/os-release", max_file);
    if (!content)
        content = host.read_file("/usr/lib/os-release", max_file);
    for (const std::string& line : split(content.value_or(""), '\n')) {
        const std::size_t equals = line.find('=');
        if (equals == std::string::npos)
            continue;
        std::string value = line.substr(equals + 1);
        if (value.size() >= 2 && (value[0] == '"' || value[0] == '\'') && value.back() == value[0])
            value = value.substr(1, value.size() - 2);
        values[line.substr(0, equals)] = value;
    }
    return values;
}

/// The first number with its dots: "7.5.1804" of "CentOS Linux release 7.5.1804 (Core)".
std::string first_version(std::string_view text) {
    const std::size_t begin = std::min(text.find_first_of("0123456789"), text.size());
    return std::string(text.substr(begin, text.find_first_not_of("0123456789.", begin) - begin));
}

std::string family_of(std::string_view id, const std::string& like) {
    if (const Known* one = find(id))
        return std::string(one->family);
    for (const std::string& word : split(like, ' '))
        if (const Known* one = find(word))
            return std::string(one->family);
    return id.empty() ? "Linux" : std::string(id);
}

/// The version with its minor part, which os-release of some leaves out.
std::string version_of(Host& host, std::string_view id, std::string_view family, const std::string& version) {
    const char* path = id == "debian"       ? "/etc/debian_version"
                       : family == "RedHat" ? "/etc/redhat-release"
                                            : "";
    const auto content = host.read_file(path, max_file);
    const std::string longer = content ? first_version(*content) : "";
    // Testing has a name there, and a derivative the version of another.
    return longer.compare(0, version.size(), version) == 0 && !longer.empty() ? longer : version;
}

}  // namespace

Distribution distribution(Host& host) {
    auto values = read_release(host);
    const std::string id = values["ID"];
    const Known* one = find(id);
    Distribution result;
    result.name = one != nullptr ? std::string(one->name) : values["NAME"].empty() ? "Linux" : values["NAME"];
    result.family = family_of(id, values["ID_LIKE"]);
    result.version = version_of(host, id, result.family, values["VERSION_ID"]);
    if (result.version.empty())
        result.version = "NA";
    result.major = result.version.substr(0, result.version.find('.'));
    result.release = values["VERSION_CODENAME"].empty() ? "NA" : values["VERSION_CODENAME"];
    return result;
}

std::string full_name(Host& host, const std::string& nodename) {
    if (nodename.find('.') != std::string::npos)
        return nodename;
    for (const std::string& line : split(host.read_file("/etc/hosts", 1 << 20).value_or(""), '\n')) {
        std::string text = line.substr(0, line.find('#'));
        std::replace(text.begin(), text.end(), '\t', ' ');
        auto words = split(text, ' ');
        std::erase(words, "");
        if (words.size() < 2 || std::find(words.begin() + 1, words.end(), nodename) == words.end())
            continue;
        for (const std::string& word : words)
            if (word.compare(0, nodename.size() + 1, nodename + ".") == 0)
                return word;
    }
    return nodename;
}

}  // namespace deployer::agent
