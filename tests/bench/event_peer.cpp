// The two ends of the event benchmark (events.py), which is about what is between them: a program that has
// the daemon publish PROCESS_COMMUNICATION events as fast as they are taken, and a listener that takes them.
//
// usage: event_peer generate FIFO BATCH COUNT COUNTER      the number of events so far, in COUNTER as text
//        event_peer listen FIFO BATCH
//        event_peer pump FIFO LISTENERS EVENTS            the measure: nothing but pipes between the two;
//        prints
//                                                         events a second
//
// Listeners write a byte to the FIFO for each BATCH events, and the generator, which began with COUNT
// batches, answers each with a new one: what is measured is a steady flow, not a buffer that overflows.
#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace {

void write_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t put = ::write(fd, bytes.data(), bytes.size());
        if (put <= 0)
            std::exit(1);
        bytes.remove_prefix(static_cast<std::size_t>(put));
    }
}

int generate(int fifo, int batch, int under_way, const char* counter) {
    std::string events;
    for (int i = 0; i < batch; ++i)
        events += "<!--XSUPERVISOR:BEGIN-->one event<!--XSUPERVISOR:END-->";
    const int count = ::open(counter, O_WRONLY | O_CREAT, 0644);
    long long sent = 0;
    char credit[4096];
    for (ssize_t batches = under_way; batches > 0; batches = ::read(fifo, credit, sizeof credit)) {
        for (ssize_t i = 0; i < batches; ++i)
            write_all(STDOUT_FILENO, events);
        sent += batches * batch;
        const std::string text = std::to_string(sent) + "\n";
        if (::pwrite(count, text.data(), text.size(), 0) < 0)
            return 1;
    }
    return 0;
}

/// One read for each event, and one write for each answer, which says READY for the next as well.
int listen(int fifo, int batch) {
    char buffer[4096];
    int answered = 0;
    write_all(STDOUT_FILENO, "READY\n");
    for (;;) {
        ssize_t got = 0;
        std::size_t wanted = 0;
        while (wanted == 0 || static_cast<std::size_t>(got) < wanted) {
            const ssize_t more =
                ::read(STDIN_FILENO, buffer + got, sizeof buffer - static_cast<std::size_t>(got));
            if (more <= 0)
                return 0;
            got += more;
            const std::string_view text(buffer, static_cast<std::size_t>(got));
            const std::size_t end = text.find('\n');
            if (wanted == 0 && end != std::string_view::npos)
                wanted = end + 1 + static_cast<std::size_t>(std::atol(buffer + text.rfind("len:", end) + 4));
        }
        write_all(STDOUT_FILENO, "RESULT 2\nOKREADY\n");
        if (++answered == batch) {
            answered = 0;
            write_all(fifo, "x");
        }
    }
}

/// A listener of our own: what it reads from, and what it writes to.
struct Peer {
    int in, out;
};

Peer start_listener(int fifo) {
    int to[2], from[2];
    if (::pipe2(to, O_CLOEXEC) != 0 || ::pipe2(from, O_CLOEXEC) != 0)
        std::exit(1);
    if (::fork() == 0) {
        ::dup2(to[0], STDIN_FILENO);
        ::dup2(from[1], STDOUT_FILENO);
        for (const int fd : {to[0], to[1], from[0], from[1]})
            ::close(fd);
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        std::exit(listen(fifo, 1 << 30));
    }
    ::close(to[0]);
    ::close(from[1]);
    return {to[1], from[0]};
}

/// Sends as the daemon does, but makes nothing, keeps nothing and looks at nothing.
int pump(int fifo, int listeners, long wanted) {
    const std::string payload = "processname:generator groupname:generator pid:1234\none event";
    const std::string event = "ver:3.0 server:supervisor serial:1234567 pool:listeners poolserial:1234567 "
                              "eventname:PROCESS_COMMUNICATION_STDOUT len:" +
                              std::to_string(payload.size()) + "\n" + payload;
    std::vector<Peer> peers;
    std::vector<pollfd> waiting;
    for (int i = 0; i < listeners; ++i) {
        peers.push_back(start_listener(fifo));
        waiting.push_back({peers.back().out, POLLIN, 0});
    }
    char answer[4096];
    long sent = 0;
    const auto began = std::chrono::steady_clock::now();
    while (sent<wanted&& ::poll(waiting.data(), waiting.size(), -1)> 0)
        for (std::size_t i = 0; i < waiting.size(); ++i) {
            if (waiting[i].revents == 0)
                continue;
            if (::read(waiting[i].fd, answer, sizeof answer) <= 0)
                return 1;
            write_all(peers[i].in, event);
            ++sent;
        }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    std::printf("%.0f\n", static_cast<double>(sent) / took.count());
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 4)
        return 2;
    const int fifo = ::open(argv[2], O_RDWR);
    if (fifo < 0)
        return 1;
    if (std::strcmp(argv[1], "generate") == 0 && argc > 5)
        return generate(fifo, std::atoi(argv[3]), std::atoi(argv[4]), argv[5]);
    if (std::strcmp(argv[1], "pump") == 0 && argc > 4)
        return pump(fifo, std::atoi(argv[3]), std::atol(argv[4]));
    return listen(fifo, std::atoi(argv[3]));
}
