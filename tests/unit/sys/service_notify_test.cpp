#include "sys/service_notify.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>

#include <gtest/gtest.h>

#include "fake/temp_folder.hpp"

namespace supervise::sys {
namespace {

class ServiceNotify : public testing::Test {
protected:
    /// Listens as a service manager does.
    Fd listen_at(const std::string& path) const {
        Fd fd(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::memcpy(address.sun_path, path.data(), path.size());
        EXPECT_EQ(::bind(fd.get(), reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
        return fd;
    }
    static std::string receive(const Fd& fd) {
        char buffer[256];
        const auto size = ::recv(fd.get(), buffer, sizeof buffer, MSG_DONTWAIT);
        return size < 0 ? "nothing" : std::string(buffer, static_cast<std::size_t>(size));
    }
    void TearDown() override {
        for (const char* name : {"NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"})
            ::unsetenv(name);
    }
    fake::TempFolder folder_;
};

TEST_F(ServiceNotify, sends_to_the_manager_and_hides_it_from_children) {
    const std::string path = folder_.path() + "/notify";
    const Fd manager = listen_at(path);
    ::setenv("NOTIFY_SOCKET", path.c_str(), 1);
    ::setenv("WATCHDOG_USEC", "3000000", 1);
    ::setenv("WATCHDOG_PID", std::to_string(::getpid()).c_str(), 1);
    const ServiceNotifier notifier = ServiceNotifier::from_environment();
    notifier.send("READY=1");
    EXPECT_EQ(receive(manager), "READY=1");
    EXPECT_EQ(notifier.watchdog(), std::chrono::seconds(3));
    EXPECT_EQ(std::getenv("NOTIFY_SOCKET"), nullptr);
    EXPECT_EQ(std::getenv("WATCHDOG_USEC"), nullptr);
    EXPECT_EQ(std::getenv("WATCHDOG_PID"), nullptr);
}

TEST_F(ServiceNotify, is_silent_without_a_manager) {
    const ServiceNotifier notifier = ServiceNotifier::from_environment();
    EXPECT_FALSE(notifier.active());
    EXPECT_FALSE(notifier.watchdog());
    notifier.send("READY=1");
}

TEST_F(ServiceNotify, the_watchdog_of_another_process_is_not_ours) {
    ::setenv("NOTIFY_SOCKET", (folder_.path() + "/notify").c_str(), 1);
    ::setenv("WATCHDOG_USEC", "3000000", 1);
    ::setenv("WATCHDOG_PID", "1", 1);
    EXPECT_FALSE(ServiceNotifier::from_environment().watchdog());
}

TEST_F(ServiceNotify, nonsense_is_ignored) {
    for (const char* socket : {"relative/path", "", "x"}) {
        ::setenv("NOTIFY_SOCKET", socket, 1);
        EXPECT_FALSE(ServiceNotifier::from_environment().active()) << socket;
    }
    ::setenv("NOTIFY_SOCKET", ("/" + std::string(200, 'x')).c_str(), 1);
    EXPECT_FALSE(ServiceNotifier::from_environment().active());
}

}  // namespace
}  // namespace supervise::sys
