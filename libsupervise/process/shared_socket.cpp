#include "process/shared_socket.hpp"

#include <sys/socket.h>

#include <string_view>

#include "sys/number.hpp"

namespace supervise::process {

namespace {

constexpr std::string_view unix_scheme = "unix://";
constexpr std::string_view tcp_scheme = "tcp://";

/// The forms of the URL have been checked by the configuration (CFG-195).
Result<sys::Listener> listen_on(const config::FcgiSocketConfig& config) {
    const int backlog = config.backlog.value_or(SOMAXCONN);
    std::string_view rest = config.url;
    if (rest.starts_with(unix_scheme)) {
        rest.remove_prefix(unix_scheme.size());
        sys::UnixSocketSpec spec;
        spec.path = rest;
        spec.mode = config.mode.value_or(spec.mode);
        spec.uid = config.uid;
        spec.gid = config.gid;
        spec.may_wait = false;  // the loop stands still meanwhile, and a start that fails is tried again
        return sys::Listener::unix_socket(spec, backlog);
    }
    rest.remove_prefix(tcp_scheme.size());
    const std::size_t colon = rest.rfind(':');
    const auto port = leading_number<std::uint16_t>(rest.substr(colon + 1)).value;
    return sys::Listener::tcp(std::string(rest.substr(0, colon)), port, backlog);
}

}  // namespace

SharedSocket::Use& SharedSocket::Use::operator=(Use&& other) noexcept {
    if (this != &other) {
        release();
        socket_ = std::exchange(other.socket_, nullptr);
    }
    return *this;
}

void SharedSocket::Use::release() {
    if (socket_ != nullptr && --socket_->uses_ == 0)
        socket_->close();
    socket_ = nullptr;
}

Result<void> SharedSocket::open() {
    logger_.info("Creating socket {}", config_.url);
    auto listener = listen_on(config_);
    auto ready = listener ? sys::set_nonblocking(listener->fd(), false) : tl::unexpected(listener.error());
    if (!ready)
        return fail(fmt::format("Could not create FastCGI socket {}: {}", config_.url, ready.error().message),
                    ready.error().code);
    listener_ = std::move(*listener);
    return {};
}

void SharedSocket::close() {
    logger_.info("Closing socket {}", config_.url);
    listener_.reset();
}

Result<SharedSocket::Use> SharedSocket::use() {
    if (!listener_)
        if (auto opened = open(); !opened)
            return tl::unexpected(opened.error());
    return Use(*this);
}

Result<void> SharedSocket::try_out() {
    const auto use_once = use();
    if (!use_once)
        return tl::unexpected(use_once.error());
    return {};
}

}  // namespace supervise::process
