#include "sshd.hpp"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <thread>

#include "sys/connect.hpp"
#include "sys/listener.hpp"
#include "sys/process_table.hpp"

namespace deployer::transport {
namespace {

using namespace std::chrono_literals;

constexpr const char* program = "/usr/sbin/sshd";

void run(const std::string& command) {
    if (std::system(command.c_str()) != 0)
        throw std::runtime_error(command);
}

/// A port that was free a moment ago.
unsigned free_port() {
    const auto listener = supervise::sys::Listener::tcp("127.0.0.1", 0, 1);
    sockaddr_in address{};
    socklen_t size = sizeof address;
    ::getsockname(listener.value().fd(), reinterpret_cast<sockaddr*>(&address), &size);
    return ntohs(address.sin_port);
}

bool answers(unsigned port) {
    return supervise::sys::connect_tcp("127.0.0.1", static_cast<std::uint16_t>(port), 1s).has_value();
}

}  // namespace

std::string Sshd::missing() {
    if (::access(program, X_OK) != 0)
        return "there is no /usr/sbin/sshd (package openssh-server)";
    // Without it a server of root does not start; packages make it when their service starts.
    if (::geteuid() == 0 && !std::filesystem::exists("/run/sshd") &&
        !std::filesystem::create_directory("/run/sshd"))
        return "/run/sshd is missing";
    return {};
}

Sshd::Sshd(const supervise::fake::TempFolder& folder) : folder_(folder) {
    for (const char* key : {"host_key", "user_key"})
        run("ssh-keygen -q -t ed25519 -N '' -f " + folder_ / key);
    constexpr int attempts = 5;
    for (int attempt = 0; attempt < attempts && !server_; ++attempt)
        start();
    if (!server_)
        throw std::runtime_error("sshd does not start: " + folder_.get("log"));
}

void Sshd::start() {
    port_ = free_port();
    folder_.put("authorized_keys", folder_.get("user_key.pub"));
    folder_.put("config",
                "ListenAddress 127.0.0.1\nPort " + std::to_string(port_) + "\nHostKey " +
                    folder_ / "host_key" + "\nAuthorizedKeysFile " + folder_ / "authorized_keys" +
                    "\nPidFile none\nUsePAM no\nStrictModes no\nUseDNS no\nPasswordAuthentication no\n"
                    "PermitRootLogin yes\nForceCommand /bin/sh " +
                    folder_ / "forced" + "\n");
    auto child =
        supervise::sys::Child::start({program, "-D", "-E", folder_ / "log", "-f", folder_ / "config"}, {});
    if (!child)
        throw std::runtime_error(child.error().message);
    const auto deadline = std::chrono::steady_clock::now() + 30s;
    while (!child->wait(20ms) && std::chrono::steady_clock::now() < deadline)
        if (answers(port_)) {
            server_.emplace(std::move(*child));
            return;
        }
}

std::string Sshd::host_key() const {
    const std::string line = folder_.get("host_key.pub");
    return line.substr(0, line.find(' ', line.find(' ') + 1));
}

void Sshd::kill() {
    // Its connections are children in sessions of their own.
    for (bool found = true; std::exchange(found, false);) {
        const auto processes = supervise::sys::KernelProcessTable().read();
        for (const auto& process : processes.value())
            if (process.parent == server_->pid() && ::kill(process.pid, SIGKILL) == 0)
                found = found || ::kill(process.pid, 0) == 0;
    }
    server_.reset();
}

}  // namespace deployer::transport
