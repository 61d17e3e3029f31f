#include "agent/processes.hpp"

#include <iterator>
#include <memory>
#include <optional>
#include <set>
#include <sstream>
#include <string_view>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent/kernel_host.hpp"
#include "sys/fd.hpp"
#include "sys/number.hpp"

namespace deployer::agent {

namespace {

using supervise::sys::Fd;

std::optional<int> as_pid(std::string_view name) {
    const auto pid = supervise::whole_number<int>(name);
    return pid && *pid > 0 ? pid : std::nullopt;
}

/// "4711 (a name) S 1 ...": the name may hold anything, so the last bracket ends it. Memory is field 24, in
/// pages.
std::optional<ProcessEntry> parse(const std::string& text) {
    const std::size_t open = text.find('(');
    const std::size_t close = text.rfind(')');
    if (open == std::string::npos || close == std::string::npos || close < open)
        return std::nullopt;
    ProcessEntry entry;
    entry.name = text.substr(open + 1, close - open - 1);
    std::istringstream fields(text.substr(close + 1));
    std::string skipped;
    fields >> skipped >> entry.parent;
    for (int field = 5; field < 24; ++field)
        fields >> skipped;
    std::int64_t pages = 0;
    fields >> pages;
    if (!fields)
        return std::nullopt;
    entry.resident = static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    return entry;
}

}  // namespace

std::vector<ProcessEntry> list_processes(const std::string& proc) {
    std::vector<ProcessEntry> all;
    const std::unique_ptr<DIR, int (*)(DIR*)> stream(::opendir(proc.c_str()), ::closedir);
    while (const dirent* one = stream ? ::readdir(stream.get()) : nullptr) {
        const std::string_view name = std::data(one->d_name);
        const auto pid = as_pid(name);
        if (!pid)
            continue;
        // The folder belongs to who runs the process; the files in it, of one that gave up rights, to root.
        const std::string folder = std::string(proc).append("/").append(name);
        const std::string path = folder + "/stat";
        const Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
        struct stat status = {};
        const auto text = fd ? read_whole(fd.get(), path, 4096) : supervise::Result<std::string>();
        auto entry = text ? parse(*text) : std::nullopt;
        if (!entry || ::stat(folder.c_str(), &status) != 0)
            continue;
        entry->pid = *pid;
        entry->user = status.st_uid;
        all.push_back(std::move(*entry));
    }
    return all;
}

std::uint64_t resident_of(const std::vector<ProcessEntry>& all, int pid) {
    // Parents may stand behind their children: again until nobody joins.
    std::set<int> family{pid};
    for (bool grown = true; grown;) {
        grown = false;
        for (const ProcessEntry& one : all)
            if (family.contains(one.parent) && family.insert(one.pid).second)
                grown = true;
    }
    std::uint64_t sum = 0;
    for (const ProcessEntry& one : all)
        if (family.contains(one.pid))
            sum += one.resident;
    return sum;
}

}  // namespace deployer::agent
