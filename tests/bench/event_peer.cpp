// The two ends of the event benchmark (events.py), which is about what is between them: a program that has
// the daemon publish PROCESS_COMMUNICATION events as fast as they are taken, and a listener that takes them.
//
// usage: event_peer generate FIFO BATCH COUNT COUNTER      the number of events so far, in COUNTER as text
//        event_peer listen FIFO BATCH
//
// Listeners write a byte to the FIFO for each BATCH events, and the generator, which began with COUNT
// batches, answers each with a new one: what is measured is a steady flow, not a buffer that overflows.
#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

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

}  // namespace

int main(int argc, char** argv) {
    if (argc < 4)
        return 2;
    const int fifo = ::open(argv[2], O_RDWR);
    if (fifo < 0)
        return 1;
    if (std::strcmp(argv[1], "generate") == 0 && argc > 5)
        return generate(fifo, std::atoi(argv[3]), std::atoi(argv[4]), argv[5]);
    return listen(fifo, std::atoi(argv[3]));
}
