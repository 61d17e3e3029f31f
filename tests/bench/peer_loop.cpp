/// The measure for starting programs: a bare fork+exec loop.  usage: peer_loop N PROGRAM [ARGUMENT...]
/// Prints the milliseconds until N copies had all exec'd, then those until all were ended by SIGTERM and
/// reaped.
///
/// usage: peer_loop again PROGRAM [ARGUMENT...]    starts it anew whenever it has ended, for ever
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

double milliseconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

int main(int argc, char** argv) {
    while (argc > 2 && std::strcmp(argv[1], "again") == 0) {
        if (fork() == 0) {
            execvp(argv[2], argv + 2);
            _exit(127);
        }
        wait(nullptr);
    }
    const int wanted = argc > 2 ? std::atoi(argv[1]) : 0;
    int gate[2];
    if (wanted <= 0 || pipe2(gate, O_CLOEXEC) != 0)
        return 2;

    const auto start = std::chrono::steady_clock::now();
    std::vector<pid_t> pids;
    for (int i = 0; i < wanted; ++i) {
        const pid_t pid = fork();
        if (pid == 0) {
            execvp(argv[2], argv + 2);
            _exit(127);
        }
        if (pid < 0)
            return 1;
        pids.push_back(pid);
    }
    // The last exec closes the last writing end.
    close(gate[1]);
    char byte;
    while (read(gate[0], &byte, 1) > 0) {
    }
    std::printf("%.3f\n", milliseconds_since(start));

    const auto stop = std::chrono::steady_clock::now();
    for (const pid_t pid : pids)
        kill(pid, SIGTERM);
    while (wait(nullptr) > 0) {
    }
    std::printf("%.3f\n", milliseconds_since(stop));
}
