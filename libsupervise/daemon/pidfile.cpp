#include "daemon/pidfile.hpp"

#include <unistd.h>

#include <fmt/core.h>

#include "sys/small_file.hpp"

namespace supervise::daemon {

namespace {

std::string pid_line() {
    return fmt::format("{}\n", ::getpid());
}

}  // namespace

bool Pidfile::write(const std::string& path, log::Logger& logger) {
    if (auto written = sys::write_whole_file(path, pid_line()); !written) {
        logger.critical("could not write pidfile {}", path);
        logger.debug("{}", written.error().message);
        return false;
    }
    path_ = path;
    return true;
}

void Pidfile::remove() {
    if (path_.empty())
        return;
    // Another daemon may have written its own pid there meanwhile: leave that alone.
    const auto content = sys::read_small_file(path_);
    if (content && *content == pid_line())
        (void)::unlink(path_.c_str());
    path_.clear();
}

}  // namespace supervise::daemon
