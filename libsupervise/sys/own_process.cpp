#include "sys/own_process.hpp"

#include <dirent.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <climits>
#include <iterator>
#include <memory>

#include "sys/small_file.hpp"

namespace supervise::sys {

std::string current_folder() {
    std::array<char, PATH_MAX> path{};
    return ::getcwd(path.data(), path.size()) != nullptr ? path.data() : "/";
}

std::vector<std::string> environment_entries() {
    std::vector<std::string> entries;
    // NOLINTNEXTLINE(cppcoreguidelines-pro-bounds-pointer-arithmetic) a null pointer alone says where it ends
    for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry)
        entries.emplace_back(*entry);
    return entries;
}

std::vector<std::pair<std::string, std::string>> environment_variables() {
    std::vector<std::pair<std::string, std::string>> variables;
    for (const std::string& text : environment_entries()) {
        if (const std::size_t equals = text.find('='); equals != std::string::npos) {
            variables.emplace_back(text.substr(0, equals), text.substr(equals + 1));
        }
    }
    return variables;
}

std::vector<std::string> own_arguments() {
    // Not by a stream of the C++ library: programs would carry its locales, 0.7 MB.
    constexpr std::size_t kernels_limit = 6 * 1024 * 1024;
    const std::string text = read_small_file("/proc/self/cmdline", kernels_limit).value_or("");
    std::vector<std::string> arguments;
    for (std::string_view rest = text; !rest.empty();) {
        arguments.emplace_back(rest.substr(0, rest.find('\0')));
        rest.remove_prefix(std::min(arguments.back().size() + 1, rest.size()));
    }
    return arguments;
}

std::optional<Descriptors> own_descriptors() {
    const std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir("/proc/self/fd"), &::closedir);
    rlimit limit{};
    if (folder == nullptr || ::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return std::nullopt;
    Descriptors found{0, limit.rlim_cur};
    while (const dirent* entry = ::readdir(folder.get()))
        found.open += *std::data(entry->d_name) != '.' ? 1 : 0;
    --found.open;  // the folder
    return found;
}

unsigned real_uid() {
    return ::getuid();
}

unsigned effective_uid() {
    return ::geteuid();
}

std::string own_program() {
    std::array<char, PATH_MAX> path{};
    const ssize_t size = ::readlink("/proc/self/exe", path.data(), path.size());
    return size > 0 ? std::string(path.data(), static_cast<std::size_t>(size)) : own_program_for_children();
}

std::string own_program_for_children() {
    return "/proc/" + std::to_string(::getpid()) + "/exe";
}

}  // namespace supervise::sys
