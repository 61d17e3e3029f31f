#include "ansible/folder.hpp"

#include <algorithm>
#include <set>
#include <sstream>

#include <fmt/format.h>

#include "sys/files.hpp"
#include "sys/fresh_folder.hpp"
#include "sys/small_file.hpp"

namespace deployer::ansible {

namespace {

using supervise::Result;
namespace sys = supervise::sys;

constexpr unsigned file_mode = 0600;
constexpr const char* marker = ".hadeploy-project";
constexpr const char* first_line = "hadeploy project 1";
/// Folders that are ours as a whole.
constexpr const char* own_folders[] = {"files", "host_vars"};
constexpr const char* facts = "facts";

bool is_missing(const Result<sys::FileStatus>& status) {
    return !status && status.error().code == ENOENT;
}

/// Files that an earlier project has in the folder itself.
Result<std::vector<std::string>> listed_files(const std::string& folder) {
    const auto text = sys::read_small_file(fmt::format("{}/{}", folder, marker));
    if (!text)
        return tl::unexpected(text.error());
    std::istringstream lines(*text);
    std::vector<std::string> names;
    std::string line;
    if (!std::getline(lines, line) || line != first_line)
        return supervise::fail("its '.hadeploy-project' is not one of this version");
    std::getline(lines, line);  // whether it was finished: that matters to people
    while (std::getline(lines, line))
        if (!line.empty() && line.find('/') == std::string::npos)
            names.push_back(line);
    return names;
}

Result<void> write_marker(const std::string& folder, const char* state, const std::set<std::string>& names) {
    std::string text = fmt::format("{}\n{}\n", first_line, state);
    for (const std::string& name : names)
        text += name + "\n";
    return sys::write_whole_file(fmt::format("{}/{}", folder, marker), text, file_mode);
}

Result<void> copy_file(const std::string& from, const std::string& to) {
    sys::KernelFileSystem files;
    const auto source = files.open_read(from, true);
    if (!source)
        return tl::unexpected(source.error());
    sys::AppendOptions options;
    options.mode = file_mode;
    options.must_create = true;
    const auto target = files.open_append(to, options);
    if (!target)
        return tl::unexpected(target.error());
    std::string buffer(std::size_t{1} << 20, '\0');
    for (std::int64_t offset = 0;;) {
        const auto length = files.read_at(source->get(), offset, buffer.data(), buffer.size());
        if (!length)
            return tl::unexpected(length.error());
        if (*length == 0)
            return {};
        if (auto written = sys::write_all(target->get(), std::string_view(buffer).substr(0, *length));
            !written)
            return written;
        offset += static_cast<std::int64_t>(*length);
    }
}

Result<void> write_file(const std::string& folder, const std::string& name, const FileContent& content) {
    const std::string path = fmt::format("{}/{}", folder, name);
    return content.copy_of.empty() ? sys::write_whole_file(path, content.text, file_mode)
                                   : copy_file(content.copy_of, path);
}

/// Made when it is missing, for its owner only.
Result<void> make_folder(const std::string& folder) {
    sys::KernelFileSystem files;
    const auto status = files.status(folder);
    if (!is_missing(status))
        return status ? Result<void>() : tl::unexpected(status.error());
    if (const std::size_t slash = folder.rfind('/'); slash != std::string::npos && slash > 0)
        if (auto above = files.make_folders(folder.substr(0, slash)); !above)
            return above;
    return sys::make_fresh_folder(folder);
}

}  // namespace

Result<void> check_folder(const std::string& folder) {
    sys::KernelFileSystem files;
    const auto status = files.status(folder);
    if (is_missing(status))
        return {};
    if (!status)
        return tl::unexpected(status.error());
    if (status->kind != sys::FileStatus::Kind::folder)
        return supervise::fail(fmt::format("'{}' is there and is no folder", folder));
    const auto names = files.list(folder);
    if (!names)
        return tl::unexpected(names.error());
    if (std::ranges::find(*names, marker) != names->end()) {
        const auto listed = listed_files(folder);
        return listed ? Result<void>() : tl::unexpected(listed.error());
    }
    const auto other = std::ranges::find_if(*names, [](const std::string& name) { return name != ".git"; });
    if (other != names->end())
        return supervise::fail(fmt::format(
            "'{}' holds '{}' and no project of hadeploy; name an empty or a new folder", folder, *other));
    return {};
}

Result<void> write_project(const std::string& folder, const Project& project) {
    if (auto checked = check_folder(folder); !checked)
        return checked;
    if (auto made = make_folder(folder); !made)
        return made;
    const auto old = listed_files(folder).value_or(std::vector<std::string>());
    std::set<std::string> names;
    for (const auto& [name, content] : project.files)
        if (name.find('/') == std::string::npos)
            names.insert(name);
    std::set<std::string> all = names;
    all.insert(old.begin(), old.end());
    if (auto marked = write_marker(folder, "unfinished: run hadeploy again", all); !marked)
        return marked;
    sys::KernelFileSystem files;
    for (const std::string& name : old)
        if (auto removed = files.remove(fmt::format("{}/{}", folder, name));
            !removed && removed.error().code != ENOENT)
            return removed;
    for (const char* own : own_folders)
        if (auto made = sys::make_fresh_folder(fmt::format("{}/{}", folder, own)); !made)
            return made;
    if (auto made = make_folder(fmt::format("{}/{}", folder, facts)); !made)
        return made;
    const auto is_playbook = [&](const std::string& name) {
        return std::ranges::find(project.playbooks, name) != project.playbooks.end();
    };
    for (const bool playbooks : {false, true})
        for (const auto& [name, content] : project.files)
            if (is_playbook(name) == playbooks)
                if (auto written = write_file(folder, name, content); !written)
                    return written;
    return write_marker(folder, "complete", names);
}

}  // namespace deployer::ansible
