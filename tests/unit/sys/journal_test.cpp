#include "sys/journal.hpp"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include "fake/temp_folder.hpp"

namespace supervise::sys {
namespace {

class JournalTest : public testing::Test {
protected:
    JournalTest() {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
        EXPECT_EQ(::bind(receiver.get(), reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    }

    fake::TempFolder folder;
    const std::string path = folder / "socket";
    Fd receiver{::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
    JournalSocket journal{path};
};

TEST(JournalField, values_with_newlines_have_a_length) {
    std::string entry;
    append_journal_field(entry, "A", "x=y");
    append_journal_field(entry, "B", "1\n2");
    EXPECT_EQ(entry, std::string("A=x=y\nB\n\3\0\0\0\0\0\0\0001\n2\n", 20));
}

TEST_F(JournalTest, an_entry_is_a_datagram) {
    ASSERT_TRUE(journal.send("MESSAGE=x\n"));
    char bytes[100];
    EXPECT_EQ(::recv(receiver.get(), bytes, sizeof bytes, 0), 10);
    EXPECT_EQ(std::string_view(bytes, 10), "MESSAGE=x\n");
}

TEST_F(JournalTest, a_large_entry_is_a_sealed_file) {
    const std::string large(10'000'000, 'x');
    ASSERT_TRUE(journal.send(large));
    char bytes[10];
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))];
    iovec part{bytes, sizeof bytes};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    ASSERT_EQ(::recvmsg(receiver.get(), &message, 0), 0);
    const cmsghdr* head = CMSG_FIRSTHDR(&message);
    ASSERT_NE(head, nullptr);
    int number = -1;
    std::memcpy(&number, CMSG_DATA(head), sizeof number);
    const Fd file(number);
    struct stat st {};
    ASSERT_EQ(::fstat(file.get(), &st), 0);
    EXPECT_EQ(st.st_size, 10'000'000);
    const int seals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE;
    EXPECT_EQ(::fcntl(file.get(), F_GET_SEALS) & seals, seals);
}

TEST_F(JournalTest, a_full_one_says_so_at_once) {
    Result<void> sent;
    for (int i = 0; i < 100'000 && sent; ++i)
        sent = journal.send("MESSAGE=x\n");
    ASSERT_FALSE(sent);
    EXPECT_EQ(sent.error().code, EAGAIN);
}

TEST_F(JournalTest, one_that_comes_back_is_found) {
    receiver.reset();
    EXPECT_EQ(journal.send("x").error().code, ECONNREFUSED);
    ::unlink(path.c_str());
    EXPECT_EQ(journal.send("x").error().code, ENOENT);
    EXPECT_EQ(JournalSocket(std::string(200, 'x')).send("x").error().code, ENAMETOOLONG);
}

}  // namespace
}  // namespace supervise::sys
