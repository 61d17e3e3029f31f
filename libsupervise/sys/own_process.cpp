#include "sys/own_process.hpp"

#include <dirent.h>
#include <sys/resource.h>
#include <unistd.h>

#include <climits>
#include <memory>

#include "sys/small_file.hpp"

namespace supervise::sys {

std::string current_folder() {
    char path[PATH_MAX];
    return ::getcwd(path, sizeof path) != nullptr ? path : "/";
}

std::vector<std::pair<std::string, std::string>> environment_variables() {
    std::vector<std::pair<std::string, std::string>> variables;
    for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
        const std::string text = *entry;
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
    for (std::size_t at = 0; at < text.size();) {
        arguments.emplace_back(text.c_str() + at);
        at += arguments.back().size() + 1;
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
        found.open += entry->d_name[0] != '.' ? 1 : 0;
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
    char path[PATH_MAX];
    const ssize_t size = ::readlink("/proc/self/exe", path, sizeof path);
    return size > 0 ? std::string(path, static_cast<std::size_t>(size)) : own_program_for_children();
}

std::string own_program_for_children() {
    return "/proc/" + std::to_string(::getpid()) + "/exe";
}

}  // namespace supervise::sys
