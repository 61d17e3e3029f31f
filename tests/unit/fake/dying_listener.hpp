/// A killed daemon's socket in the child that it was starting: it listens until somebody has connected, and
/// never answers.
#pragma once

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <string>
#include <thread>

#include "sys/fd.hpp"

namespace supervise::fake {

class DyingListener {
public:
    explicit DyingListener(const std::string& path) : fd_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
        (void)::unlink(path.c_str());
        (void)::bind(fd_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
        (void)::listen(fd_.get(), 16);
        ends_ = std::thread([this] {
            const sys::Fd client(::accept4(fd_.get(), nullptr, nullptr, SOCK_CLOEXEC));
            fd_.reset();
        });
    }
    DyingListener(const DyingListener&) = delete;
    DyingListener& operator=(const DyingListener&) = delete;
    ~DyingListener() { ends_.join(); }

private:
    sys::Fd fd_;
    std::thread ends_;
};

}  // namespace supervise::fake
