#include "plan/distribution.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "plan/limits.hpp"
#include "plan/values.hpp"
#include "sys/number.hpp"

namespace deployer::plan {

namespace {

constexpr std::string_view prefix = "/usr/";
constexpr std::string_view ours = "supervise.";

std::string_view next_word(std::string_view& line) {
    const std::size_t begin = std::min(line.find_first_not_of(" \t"), line.size());
    const std::size_t end = std::min(line.find_first_of(" \t", begin), line.size());
    const std::string_view word = line.substr(begin, end - begin);
    line.remove_prefix(end);
    return word;
}

bool is_hex(std::string_view text) {
    return text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool stays_inside(std::string_view path) {
    const std::string slashed = fmt::format("/{}/", path);
    return !path.empty() && path.front() != '/' && slashed.find("/../") == std::string::npos &&
           slashed.find("/./") == std::string::npos && slashed.find("//") == std::string::npos;
}

std::vector<unsigned> numbers_of(std::string_view version) {
    if (const std::size_t at = version.find(ours); at != std::string_view::npos)
        version.remove_prefix(at + ours.size());
    std::vector<unsigned> numbers;
    while (!version.empty()) {
        const auto number = supervise::leading_number<unsigned>(version);
        if (!number.fits)
            break;
        numbers.push_back(number.value);
        version.remove_prefix(number.length);
        if (version.empty() || version.front() != '.')
            break;
        version.remove_prefix(1);
    }
    return numbers;
}

std::vector<Item> folder_items(const Distribution& distribution) {
    std::set<std::string> folders;
    for (const DistributionFile& file : distribution.files)
        for (std::size_t at = file.path.find('/'); at != std::string::npos; at = file.path.find('/', at + 1))
            folders.insert(file.path.substr(0, at));
    folders.erase("bin");  // the system's own, whose mode is not ours to set
    folders.erase("lib");
    std::vector<Item> items;
    for (const std::string& folder : folders)
        items.push_back({folder, task::EnsureFolder{std::string(prefix) + folder, {"root", "root", "0755"}}});
    return items;
}

}  // namespace

supervise::Result<Distribution> parse_manifest(std::string_view text) {
    Distribution distribution;
    int number = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (++number == 1) {
            if (next_word(line) != "supervise" || (distribution.version = next_word(line)).empty())
                return supervise::fail("line 1: expected 'supervise VERSION'");
            continue;
        }
        if (line.empty())
            continue;
        DistributionFile file;
        file.sha256 = next_word(line);
        file.mode = next_word(line);
        file.path = line.substr(std::min(line.find_first_not_of(" \t"), line.size()));
        if (file.sha256.size() != 64 || !is_hex(file.sha256) || file.mode.empty() ||
            file.mode.find_first_not_of("01234567") != std::string::npos || !stays_inside(file.path))
            return supervise::fail(fmt::format("line {}: expected 'SHA256 MODE PATH'", number));
        if (distribution.files.size() >= limits::tree_entries)
            return supervise::fail("too many files");
        distribution.files.push_back(std::move(file));
    }
    if (distribution.files.empty())
        return supervise::fail("it lists no files");
    return distribution;
}

Installed installed_kind(const jinja::Dict& facts) {
    const jinja::Value* version = facts.find(std::string_view(supervisord_fact));
    if (version == nullptr || !version->is_text())
        return Installed::unknown;
    if (version->str().empty())
        return Installed::nothing;
    return version->str().find(ours) != std::string::npos ? Installed::ours : Installed::other;
}

bool is_older(std::string_view installed, std::string_view than) {
    return numbers_of(installed) < numbers_of(than);
}

supervise::Result<std::vector<Item>> install_items(const Distribution& distribution,
                                                   const std::string& folder, bool guard,
                                                   task::Contents& contents) {
    std::vector<Item> items = folder_items(distribution);
    std::vector<DistributionFile> files = distribution.files;
    std::stable_partition(files.begin(), files.end(),
                          [](const DistributionFile& file) { return !file.path.starts_with("bin/"); });
    for (const DistributionFile& file : files) {
        const std::string path = folder + "/" + file.path;
        const auto content = contents.add_file(path);
        if (!content)
            return tl::unexpected(content.error());
        if (content->sha256 != file.sha256)
            return supervise::fail(fmt::format("{} is not the file its list says: it is damaged", path));
        task::EnsureFile operation{std::string(prefix) + file.path, {"root", "root", file.mode}, *content};
        if (guard)
            operation.package_guard = "--replace-supervisor";
        items.push_back({file.path, std::move(operation)});
    }
    return items;
}

}  // namespace deployer::plan
