// How fast a child's output gets from its pipe into a file: `cat | cat > file` as the measure, raw loops over
// read+write and splice, and ChildLog on the real loop, without and with rotation at 50 MB.
//
//   log_capture [MIB [ROUNDS [PART]]]   default: 512 MiB, 3 rounds; the median is printed. With PART only the
//                                       ways whose name contains it, beside the measure
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include <fmt/core.h>

#include "log/child_log.hpp"
#include "sys/asio_loop.hpp"
#include "sys/fd.hpp"
#include "sys/files.hpp"
#include "sys/journal.hpp"
#include "sys/syslog.hpp"

namespace {

using namespace supervise;
namespace fs = std::filesystem;

constexpr std::size_t kib = 1024;
constexpr std::size_t mib = 1024 * kib;

class Quiet final : public log::Logger {
public:
    bool enabled(log::Level level) const override { return level >= log::Level::warn; }
    void write(log::Level, std::string_view message) override { fmt::print(stderr, "{}\n", message); }
};

struct Bench {
    fs::path folder;
    fs::path source;
    std::size_t bytes = 0;

    std::string output() const { return (folder / "out.log").string(); }
    void clean() const {
        for (const auto& entry : fs::directory_iterator(folder))
            if (entry.path() != source)
                fs::remove(entry.path());
    }
};

[[noreturn]] void give_up(const char* what) {
    std::perror(what);
    std::exit(1);
}

/// `cat source` with its output on a pipe.
pid_t start_cat(const Bench& bench, int pipe_write_end) {
    const pid_t pid = ::fork();
    if (pid < 0)
        give_up("fork");
    if (pid == 0) {
        ::dup2(pipe_write_end, 1);
        ::execl("/bin/cat", "cat", bench.source.c_str(), static_cast<char*>(nullptr));
        ::_exit(127);
    }
    return pid;
}

void run_shell(const Bench& bench) {
    const std::string command =
        fmt::format("/bin/cat '{}' | /bin/cat > '{}'", bench.source.string(), bench.output());
    if (std::system(command.c_str()) != 0)
        give_up("cat | cat");
}

/// Moves everything from `in` to `out`, one call of `move` at a time; it returns 0 at the end.
void run_loop(const Bench& bench, std::size_t pipe_size,
              const std::function<ssize_t(int in, int out)>& move) {
    auto pipe = sys::make_pipe();
    if (pipe_size > 0)
        sys::enlarge_pipe(pipe->read_end.get(), pipe_size);
    const sys::Fd out(::open(bench.output().c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    const pid_t pid = start_cat(bench, pipe->write_end.get());
    pipe->write_end.reset();
    while (move(pipe->read_end.get(), out.get()) > 0) {
    }
    ::waitpid(pid, nullptr, 0);
}

/// The buffer begins `shift` bytes after the start of a page.
void run_read_write(const Bench& bench, std::size_t buffer_size, std::size_t pipe_size,
                    std::size_t shift = 0) {
    constexpr std::size_t page = 4096;
    std::vector<char> room(buffer_size + 2 * page);
    char* const buffer = room.data() + page - reinterpret_cast<std::uintptr_t>(room.data()) % page + shift;
    run_loop(bench, pipe_size, [&](int in, int out) {
        const ssize_t got = ::read(in, buffer, buffer_size);
        return got > 0 ? ::write(out, buffer, static_cast<std::size_t>(got)) : got;
    });
}

void run_splice(const Bench& bench, std::size_t pipe_size) {
    run_loop(bench, pipe_size,
             [](int in, int out) { return ::splice(in, nullptr, out, nullptr, 4 * mib, SPLICE_F_MOVE); });
}

void run_child_log(const Bench& bench, std::int64_t maxbytes) {
    sys::AsioLoop loop;
    Quiet logger;
    sys::KernelFileSystem files;
    sys::SyslogSocket syslog;
    sys::JournalSocket journal;
    log::LogContext context{loop, logger, files, syslog, journal, bench.folder.string(), "bench"};
    log::ChildLogSpec spec;
    spec.process_name = "cat";
    spec.channel = "stdout";
    spec.config.logfile = {config::LogTarget::Kind::path, bench.output()};
    spec.config.logfile_maxbytes = maxbytes;
    spec.config.logfile_backups = 2;
    log::ChildLog child(spec, context);
    auto pipe = sys::make_pipe();
    const pid_t pid = start_cat(bench, pipe->write_end.get());
    pipe->write_end.reset();
    child.attach(std::move(pipe->read_end), 1);
    std::function<void()> look = [&] {
        if (::waitpid(pid, nullptr, WNOHANG) == pid) {
            child.finish();
            loop.stop();
        }
    };
    sys::Registration timer;
    std::function<void()> tick = [&] {
        look();
        timer = loop.after(std::chrono::milliseconds(1), tick);
    };
    tick();
    loop.run();
}

struct Figures {
    double mib_per_second;
    double cpu_seconds_per_gib;
};

double own_cpu_seconds() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](timeval t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

Figures measure(const Bench& bench, const std::function<void()>& run) {
    bench.clean();
    const double cpu = own_cpu_seconds();
    const auto start = std::chrono::steady_clock::now();
    run();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    const auto size = static_cast<double>(bench.bytes);
    return {size / static_cast<double>(mib) / took.count(),
            (own_cpu_seconds() - cpu) / (size / static_cast<double>(kib * mib))};
}

Bench prepare(std::size_t size_in_mib) {
    Bench bench;
    bench.folder = fs::temp_directory_path() / fmt::format("log_capture.{}", ::getpid());
    bench.source = bench.folder / "lines";
    fs::create_directory(bench.folder);
    std::string lines;
    while (lines.size() < mib)
        lines += std::string(99, 'x') + "\n";
    std::ofstream out(bench.source, std::ios::binary);
    for (std::size_t i = 0; i < size_in_mib; ++i)
        out << lines;
    bench.bytes = lines.size() * size_in_mib;
    return bench;
}

}  // namespace

int main(int argc, char** argv) {
    const std::size_t size = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 512;
    const int rounds = argc > 2 ? std::atoi(argv[2]) : 3;
    const Bench bench = prepare(size);
    const std::string part = argc > 3 ? argv[3] : "";
    std::vector<std::pair<std::string, std::function<void()>>> ways{
        {"cat | cat > file", [&] { run_shell(bench); }},
        {"read+write 64K, pipe 64K", [&] { run_read_write(bench, 64 * kib, 0); }},
        {"read+write 256K, pipe 64K", [&] { run_read_write(bench, 256 * kib, 0); }},
        {"read+write 256K, pipe 256K", [&] { run_read_write(bench, 256 * kib, 256 * kib); }},
        {"the same, 16 bytes off", [&] { run_read_write(bench, 256 * kib, 256 * kib, 16); }},
        {"read+write 256K, pipe 1M", [&] { run_read_write(bench, 256 * kib, mib); }},
        {"read+write 1M, pipe 1M", [&] { run_read_write(bench, mib, mib); }},
        {"splice, pipe 64K", [&] { run_splice(bench, 0); }},
        {"splice, pipe 1M", [&] { run_splice(bench, mib); }},
        {"ChildLog, one file", [&] { run_child_log(bench, 0); }},
        {"ChildLog, rotated at 50 MB", [&] { run_child_log(bench, 50 * static_cast<std::int64_t>(mib)); }},
        {"ChildLog, rotated at 1 MB", [&] { run_child_log(bench, static_cast<std::int64_t>(mib)); }},
    };
    ways.erase(std::remove_if(ways.begin() + 1, ways.end(),
                              [&](const auto& way) { return way.first.find(part) == std::string::npos; }),
               ways.end());
    std::vector<std::vector<Figures>> results(ways.size());
    for (int round = 0; round < rounds; ++round)
        for (std::size_t way = 0; way < ways.size(); ++way)
            results[way].push_back(measure(bench, ways[way].second));
    double base = 0;
    for (std::size_t way = 0; way < ways.size(); ++way) {
        auto& of_way = results[way];
        std::sort(of_way.begin(), of_way.end(),
                  [](const Figures& a, const Figures& b) { return a.mib_per_second < b.mib_per_second; });
        const Figures median = of_way[of_way.size() / 2];
        if (way == 0)
            base = median.mib_per_second;
        fmt::print("{:<28} {:>8.0f} MiB/s  {:>5.2f} x  {:>6.2f} s CPU of ours per GiB\n", ways[way].first,
                   median.mib_per_second, median.mib_per_second / base, median.cpu_seconds_per_gib);
    }
    fs::remove_all(bench.folder);
}
