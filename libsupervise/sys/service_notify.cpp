#include "sys/service_notify.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <iterator>

#include "sys/number.hpp"

namespace supervise::sys {

namespace {

std::string take_variable(const char* name) {
    const char* value = std::getenv(name);
    std::string result = value != nullptr ? value : "";
    ::unsetenv(name);
    return result;
}

}  // namespace

ServiceNotifier ServiceNotifier::from_environment() {
    ServiceNotifier notifier;
    const std::string path = take_variable("NOTIFY_SOCKET");
    const auto interval = whole_number<std::int64_t>(take_variable("WATCHDOG_USEC"));
    const auto pid = whole_number<std::int64_t>(take_variable("WATCHDOG_PID"));
    if (path.empty() || path.size() >= sizeof(sockaddr_un::sun_path) || (path[0] != '/' && path[0] != '@'))
        return notifier;
    notifier.socket_ = Fd(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    notifier.address_ = path;
    if (interval && *interval > 0 && (!pid || *pid == ::getpid()))
        notifier.watchdog_ = std::chrono::microseconds(*interval);
    return notifier;
}

void ServiceNotifier::send(std::string_view state) const {
    if (!socket_)
        return;
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(std::data(address.sun_path), address_.data(), address_.size());
    if (address_[0] == '@')
        address.sun_path[0] = '\0';  // the abstract namespace
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + address_.size());
    (void)::sendto(socket_.get(), state.data(), state.size(), MSG_NOSIGNAL,
                   reinterpret_cast<const sockaddr*>(&address), length);
}

}  // namespace supervise::sys
