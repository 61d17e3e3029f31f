// Writes doc/metrics.md, whose path is the one argument.
#include <cstdio>
#include <fstream>

#include "metrics/reference.hpp"

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fputs("usage: write_metrics_reference FILE\n", stderr);
        return 2;
    }
    std::ofstream file(argv[1]);
    file << supervise::metrics::reference_text();
    file.close();
    return file ? 0 : 1;
}
