#include "sys/process_table.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <iterator>
#include <memory>

#include <fmt/format.h>

#include "sys/fd.hpp"
#include "sys/number.hpp"

namespace supervise::sys {
namespace {

/// proc(5) numbers the fields from 1; the state, number 3, is the first behind the name.
constexpr std::size_t first_field = 3;
constexpr std::size_t parent_field = 4;
constexpr std::size_t group_field = 5;
constexpr std::size_t user_ticks_field = 14;
constexpr std::size_t system_ticks_field = 15;
constexpr std::size_t waited_user_ticks_field = 16;
constexpr std::size_t waited_system_ticks_field = 17;
constexpr std::size_t threads_field = 20;
constexpr std::size_t virtual_bytes_field = 23;
constexpr std::size_t resident_pages_field = 24;
/// 52 numbers of at most 20 digits and a name of 64 bytes at most, of which the fields above are the
/// beginning.
constexpr std::size_t stat_bytes = 1024;

using Fields = std::array<std::int64_t, resident_pages_field + 1>;

std::optional<Fields> number_fields(std::string_view text) {
    Fields fields{};
    std::size_t at = 0;
    for (std::size_t field = first_field; field < fields.size(); ++field) {
        while (at < text.size() && text[at] == ' ')
            ++at;
        if (field == first_field) {
            ++at;  // a letter
            continue;
        }
        const auto read = leading_number<std::int64_t>(text.substr(std::min(at, text.size())));
        if (!read.fits)
            return std::nullopt;
        fields.at(field) = read.value;
        at += read.length;
    }
    return fields;
}

bool is_pid(std::string_view name) {
    return !name.empty() && name.front() >= '0' && name.front() <= '9';
}

}  // namespace

std::optional<ProcessStat> parse_process_stat(std::string_view line, const ProcessStatUnits& units) {
    ProcessStat stat;
    const auto pid = leading_number<pid_t>(line);
    const std::size_t name_end = line.rfind(')');
    if (!pid.fits || name_end == std::string_view::npos)
        return std::nullopt;
    const auto fields = number_fields(line.substr(name_end + 1));
    if (!fields)
        return std::nullopt;
    stat.pid = pid.value;
    const auto number = [&](std::size_t field) {
        return static_cast<std::uint64_t>(std::max<std::int64_t>(fields->at(field), 0));
    };
    const auto time = [&](std::size_t user, std::size_t system) {
        const std::uint64_t ticks = number(user) + number(system);
        return std::chrono::milliseconds(ticks * 1000 / units.ticks_per_second);
    };
    stat.parent = static_cast<pid_t>(fields->at(parent_field));
    stat.group = static_cast<pid_t>(fields->at(group_field));
    stat.resident_bytes = number(resident_pages_field) * units.page_bytes;
    stat.cpu = time(user_ticks_field, system_ticks_field);
    stat.waited_cpu = time(waited_user_ticks_field, waited_system_ticks_field);
    stat.virtual_bytes = number(virtual_bytes_field);
    stat.threads = static_cast<int>(number(threads_field));
    return stat;
}

std::optional<pid_t> parent_of(pid_t pid) {
    const Fd fd(::open(fmt::format("/proc/{}/stat", pid).c_str(), O_RDONLY | O_CLOEXEC));
    std::array<char, stat_bytes> buffer;
    const Transfer got = fd ? read_some(fd.get(), buffer.data(), buffer.size()) : Transfer{};
    if (got.outcome != Transfer::Outcome::some)
        return std::nullopt;
    const auto stat = parse_process_stat({buffer.data(), got.bytes}, {});
    return stat ? std::optional(stat->parent) : std::nullopt;
}

std::string KernelProcessTable::command_of(pid_t pid) const {
    std::string text(command_bytes, '\0');
    const auto read_file = [&](std::string_view file) {
        const Fd fd(::open(fmt::format("/proc/{}/{}", pid, file).c_str(), O_RDONLY | O_CLOEXEC));
        const Transfer got = fd ? read_some(fd.get(), text.data(), text.size()) : Transfer{};
        return got.outcome == Transfer::Outcome::some ? got.bytes : 0;
    };
    if (const std::size_t bytes = read_file("cmdline"); bytes > 0) {
        text.resize(bytes);
        while (!text.empty() && text.back() == '\0')
            text.pop_back();
        std::replace(text.begin(), text.end(), '\0', ' ');
        return text;
    }
    text.resize(read_file("comm"));
    if (!text.empty() && text.back() == '\n')
        text.pop_back();
    return text.empty() ? text : "[" + text + "]";
}

Result<std::vector<ProcessStat>> KernelProcessTable::read() const {
    const std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir("/proc"), &::closedir);
    if (folder == nullptr)
        return fail_errno("opendir '/proc'", errno);
    const ProcessStatUnits units{static_cast<std::uint64_t>(std::max(::sysconf(_SC_CLK_TCK), 1L)),
                                 static_cast<std::uint64_t>(std::max(::sysconf(_SC_PAGESIZE), 1L))};
    std::vector<ProcessStat> table;
    std::array<char, stat_bytes> buffer;
    while (const dirent* entry = ::readdir(folder.get())) {
        const std::string_view name = std::data(entry->d_name);
        if (!is_pid(name))
            continue;
        std::array<char, sizeof entry->d_name + sizeof "/stat"> path;
        *fmt::format_to_n(path.data(), path.size() - 1, "{}/stat", name).out = '\0';
        const Fd fd(::openat(::dirfd(folder.get()), path.data(), O_RDONLY | O_CLOEXEC));
        // One that is gone by now is no failure: it is as if it had gone before the look.
        const Transfer got = fd ? read_some(fd.get(), buffer.data(), buffer.size()) : Transfer{};
        if (got.outcome != Transfer::Outcome::some)
            continue;
        if (const auto stat = parse_process_stat({buffer.data(), got.bytes}, units))
            table.push_back(*stat);
    }
    return table;
}

}  // namespace supervise::sys
