/// Operations that only look.
#include <algorithm>
#include <cerrno>
#include <iterator>
#include <memory>
#include <span>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent/operations.hpp"
#include "agent/processes.hpp"
#include "agent/walk.hpp"
#include "sys/fd.hpp"

namespace deployer::agent {

namespace {

using supervise::sys::Fd;

task::Answer with_value(std::string value) {
    task::Answer answer = ok();
    answer.value = std::move(value);
    return answer;
}

task::Answer failed_by_name(int code) {
    return failed(supervise::errno_name(code) + ": " + supervise::errno_text(code));
}

}  // namespace

task::Answer perform(Context& /*context*/, const task::ReadFile& operation) {
    if (auto checked = check_path(operation.path); !checked)
        return failed(checked.error());
    const Fd fd(::open(operation.path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
    struct stat status = {};
    if (!fd || ::fstat(fd.get(), &status) != 0)
        return failed_by_name(errno);
    if (!S_ISREG(status.st_mode))
        return failed("'" + operation.path + "' is not a regular file");
    const auto limit = std::min<std::uint64_t>(operation.limit, task::max_exchange);
    const auto size = static_cast<std::uint64_t>(status.st_size);
    const std::uint64_t begin = operation.from_end && size > limit ? size - limit : 0;
    std::string value(limit, '\0');
    std::size_t filled = 0;
    while (filled < value.size()) {
        const auto room = std::span(value).subspan(filled);
        const ssize_t got = ::pread(fd.get(), room.data(), room.size(), static_cast<off_t>(begin + filled));
        if (got < 0)
            return failed_by_name(errno);
        if (got == 0)
            break;
        filled += static_cast<std::size_t>(got);
    }
    value.resize(filled);
    return with_value(std::move(value));
}

task::Answer perform(Context& context, const task::ListFolder& operation) {
    if (auto checked = check_path(operation.path); !checked)
        return failed(checked.error());
    const std::unique_ptr<DIR, int (*)(DIR*)> stream(::opendir(operation.path.c_str()), ::closedir);
    if (!stream)
        return errno == ENOENT ? ok() : failed_by_name(errno);
    std::vector<std::string> names;
    while (const dirent* one = ::readdir(stream.get())) {
        const std::string name = std::data(one->d_name);
        // A name with a line end cannot be told from two.
        if (name == "." || name == ".." || name.find('\n') != std::string::npos)
            continue;
        if (operation.only_created && !context.ledger.has(Made::file, operation.path + "/" + name))
            continue;
        if (names.size() == limits::max_folder_names)
            return failed("'" + operation.path + "' holds more than " +
                          std::to_string(limits::max_folder_names) + " entries");
        names.push_back(name);
    }
    std::sort(names.begin(), names.end());
    std::string value;
    for (const std::string& name : names)
        value += name + "\n";
    return with_value(std::move(value));
}

task::Answer perform(Context& /*context*/, const task::ProcessMemory& operation) {
    const auto all = list_processes();
    std::string value;
    for (const int pid : operation.pids)
        if (const std::uint64_t bytes = resident_of(all, pid); bytes > 0)
            value += std::to_string(pid) + " " + std::to_string(bytes) + "\n";
    return with_value(std::move(value));
}

task::Answer perform(Context& context, const task::ProgramVersion& operation) {
    if (auto checked = check_path(operation.path); !checked)
        return failed(checked.error());
    const auto finished =
        context.host.run({.argv = {operation.path, "--version"}, .timeout = limits::version_timeout});
    if (!finished)
        return finished.error().code == ENOENT ? ok() : failed(finished.error());
    if (!finished->good())
        return failed("'" + operation.path + " --version': " + reason(*finished));
    return with_value(one_line(finished->output, 200));
}

}  // namespace deployer::agent
