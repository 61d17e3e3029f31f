#include "sys/syslog.hpp"

#include <cerrno>
#include <cstring>

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "fake/temp_folder.hpp"

namespace supervise::sys {
namespace {

class SyslogTest : public testing::Test {
protected:
    Fd listen_to(int type) {
        Fd fd(::socket(AF_UNIX, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
        EXPECT_EQ(::bind(fd.get(), reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
        if (type == SOCK_STREAM) {
            EXPECT_EQ(::listen(fd.get(), 4), 0);
        }
        return fd;
    }
    static Fd accepted(const Fd& listener) {
        return Fd(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    }
    static std::string received(const Fd& fd) {
        std::string bytes(100'000, '\0');
        const ssize_t got = ::recv(fd.get(), bytes.data(), bytes.size(), 0);
        bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
        return bytes;
    }
    int code_of(std::string_view record) {
        const auto sent = syslog.send(record);
        return sent ? 0 : sent.error().code;
    }

    fake::TempFolder folder;
    const std::string path = folder / "log";
    SyslogSocket syslog{path};
};

// LOG-010, LOG-035
TEST(SyslogRecord, looks_like_that_of_syslog_3) {
    ::setenv("TZ", "UTC", 1);
    ::tzset();
    const WallTime time{std::chrono::seconds(1'770'000'009)};
    EXPECT_EQ(syslog_record({"shop", 29}, "two  words", time), "<29>Feb  2 02:40:09 shop: two  words");
    EXPECT_EQ(syslog_record({}, "", time),
              std::string("<14>Feb  2 02:40:09 ") + program_invocation_short_name + ": ");
}

TEST_F(SyslogTest, a_record_is_a_datagram) {
    const Fd log = listen_to(SOCK_DGRAM);
    EXPECT_EQ(code_of("one"), 0);
    EXPECT_EQ(code_of("two"), 0);
    EXPECT_EQ(received(log), "one");
    EXPECT_EQ(received(log), "two");
}

TEST_F(SyslogTest, a_log_that_is_started_again_is_found_again) {
    EXPECT_EQ(code_of("nobody"), ENOENT);
    Fd log = listen_to(SOCK_DGRAM);
    EXPECT_EQ(code_of("one"), 0);
    log.reset();
    EXPECT_EQ(code_of("nobody"), ECONNREFUSED);
    std::filesystem::remove(path);
    log = listen_to(SOCK_DGRAM);
    EXPECT_EQ(code_of("two"), 0);
    EXPECT_EQ(received(log), "two");
}

TEST_F(SyslogTest, a_log_that_hangs_is_busy) {
    const Fd log = listen_to(SOCK_DGRAM);
    int taken = 0;
    while (taken < 100'000 && syslog.send("x"))
        ++taken;
    EXPECT_LT(taken, 100'000);
    EXPECT_EQ(code_of("x"), EAGAIN);
    EXPECT_EQ(received(log), "x");
    EXPECT_EQ(code_of("x"), 0);
}

TEST_F(SyslogTest, on_a_stream_a_record_ends_with_a_nul) {
    Fd log = listen_to(SOCK_STREAM);
    EXPECT_EQ(code_of("one"), 0);
    EXPECT_EQ(code_of("two"), 0);
    Fd stream = accepted(log);
    EXPECT_EQ(received(stream), std::string("one\0two\0", 8));
    // It was started again, as one that listens to streams, and then to datagrams.
    stream.reset();
    EXPECT_EQ(code_of("three"), 0);
    stream = accepted(log);
    EXPECT_EQ(received(stream), std::string("three\0", 6));
    stream.reset();
    log.reset();
    std::filesystem::remove(path);
    log = listen_to(SOCK_DGRAM);
    EXPECT_EQ(code_of("four"), 0);
    EXPECT_EQ(received(log), "four");
}

TEST_F(SyslogTest, a_stream_gets_whole_records_however_slow_it_is) {
    const Fd log = listen_to(SOCK_STREAM);
    ASSERT_EQ(code_of("first"), 0);
    const Fd stream = accepted(log);
    std::string sent("first", 6), got;
    for (int i = 0; i < 60; ++i) {
        const std::string record(50'000, static_cast<char>('A' + i));
        while (code_of(record) == EAGAIN)
            got += received(stream);
        sent += record + '\0';
    }
    while (code_of("last") == EAGAIN)
        got += received(stream);
    for (std::string part = received(stream); !part.empty(); part = received(stream))
        got += part;
    EXPECT_TRUE(got == sent + std::string("last", 5));
}

}  // namespace
}  // namespace supervise::sys
