/// Programs for load.py.
///
/// usage: load_peer lines RATE SECONDS    writes numbered lines, each by a write of its own, so many a second
///        load_peer once FILE             adds a byte to the file and ends
#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <thread>

namespace {

int write_lines(long rate, long seconds) {
    const auto began = std::chrono::steady_clock::now();
    char line[64];
    for (long i = 0; i < rate * seconds; ++i) {
        std::this_thread::sleep_until(began + std::chrono::nanoseconds(i * 1'000'000'000 / rate));
        const int length = std::snprintf(line, sizeof line, "%09ld a line as programs write them\n", i);
        if (::write(STDOUT_FILENO, line, static_cast<std::size_t>(length)) != length)
            return 1;
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc == 4 && std::strcmp(argv[1], "lines") == 0)
        return write_lines(std::atol(argv[2]), std::atol(argv[3]));
    if (argc != 3 || std::strcmp(argv[1], "once") != 0)
        return 2;
    const int file = ::open(argv[2], O_WRONLY | O_APPEND | O_CREAT, 0644);
    return ::write(file, "x", 1) == 1 ? 0 : 1;
}
