// Writes doc/metrics.md, whose path is the one argument.
#include <cstdio>
#include <fstream>

#include "metrics/reference.hpp"
#include "sys/own_process.hpp"

int main(int argc, char** argv) {
    const auto words = supervise::sys::arguments_of_main(argc, argv);
    if (words.size() != 2) {
        std::fputs("usage: write_metrics_reference FILE\n", stderr);
        return 2;
    }
    std::ofstream file(words[1]);
    file << supervise::metrics::reference_text();
    file.close();
    return file ? 0 : 1;
}
