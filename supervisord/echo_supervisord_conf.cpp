/// echo_supervisord_conf: prints the sample configuration, as `supervisord --sample-config` does (EXT-007).
#include <cstdio>

#include "config/sample.hpp"

int main() {
    const std::string sample = supervise::config::sample_config();
    return std::fwrite(sample.data(), 1, sample.size(), stdout) == sample.size() && std::fflush(stdout) == 0
               ? 0
               : 1;
}
