#include <array>
#include <csignal>
#include <thread>

#include <sys/socket.h>

#include "agent/session.hpp"
#include "sys/fd.hpp"
#include "workplace.hpp"

namespace deployer::agent {
namespace {

using supervise::sys::Fd;
using task::FrameKind;
using task::Status;

/// The agent's session in a thread, and the deployer's end of the conversation.
class SessionTest : public fake::Workplace {
protected:
    SessionTest() {
        (void)std::signal(SIGPIPE, SIG_IGN);  // as the program does
        std::array<int, 2> ends{};
        EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()), 0);
        mine = Fd(ends[0]);
        thread = std::thread([this, its = Fd(ends[1])] {
            Session session(its.get(), its.get());
            served = session.serve(host, state, R"({"ansible_hostname":"h1"})");
        });
        std::string magic(task::magic_line.size(), '\0');
        EXPECT_EQ(::read(mine.get(), magic.data(), magic.size()), static_cast<ssize_t>(magic.size()));
        EXPECT_EQ(magic, task::magic_line);
    }
    ~SessionTest() override {
        hang_up();
        if (thread.joinable())
            thread.join();
    }

    void hang_up() { ::shutdown(mine.get(), SHUT_RDWR); }
    /// What serve() came to.
    bool outcome() {
        thread.join();
        return served;
    }
    void say(FrameKind kind, std::string_view payload = "") {
        EXPECT_TRUE(supervise::sys::write_all(mine.get(), task::encode(kind, payload)));
    }
    /// The next frame; kind `bye` when the agent has gone.
    task::Frame hear() {
        std::array<char, 4096> piece{};
        for (;;) {
            if (auto frame = reader.take())
                return std::move(*frame);
            const ssize_t got = ::read(mine.get(), piece.data(), piece.size());
            if (got <= 0)
                return {};
            EXPECT_TRUE(reader.put(std::string_view(piece.data(), static_cast<std::size_t>(got))));
        }
    }
    task::Answer hear_answer() {
        const auto frame = hear();
        EXPECT_EQ(frame.kind, FrameKind::answer);
        return task::decode_answer(frame.payload).value_or(task::Answer{});
    }
    void begin(const task::Begin& begin = {}) {
        EXPECT_EQ(hear().kind, FrameKind::hello);
        say(FrameKind::begin, task::encode_begin(begin));
        EXPECT_EQ(hear_answer().status, Status::ok);
    }
    task::Request file(const std::string& name, const std::string& bytes) {
        return {task::EnsureFile{.path = root(name), .content = content(bytes)}};
    }

    Fd mine;
    task::FrameReader reader;
    std::thread thread;
    bool served = false;
};

TEST_F(SessionTest, introduces_itself) {
    const auto hello = task::decode_hello(hear().payload);
    ASSERT_TRUE(hello);
    EXPECT_EQ(hello->version, SUPERVISE_VERSION);
    EXPECT_EQ(hello->problem, "");
    EXPECT_EQ(hello->facts, R"({"ansible_hostname":"h1"})");
}

TEST_F(SessionTest, asks_for_contents_and_answers_in_order) {
    begin();
    const std::vector<task::Request> requests{file("a", "first"), file("b", "second")};
    say(FrameKind::run, task::encode_run(requests));
    EXPECT_EQ(hear().payload, task::sha256_hex("first"));
    say(FrameKind::data, "fi");
    say(FrameKind::data, "rst");
    say(FrameKind::data);
    EXPECT_EQ(hear_answer().status, Status::changed);
    EXPECT_EQ(hear().payload, task::sha256_hex("second"));
    say(FrameKind::data, "second");
    say(FrameKind::data);
    const auto answer = hear_answer();
    EXPECT_EQ(answer.status, Status::changed);
    EXPECT_EQ(answer.now, host.clock);
    EXPECT_EQ(hear().kind, FrameKind::done);
    EXPECT_EQ(folder.get("a") + folder.get("b"), "firstsecond");
    say(FrameKind::bye);
    EXPECT_TRUE(outcome());
}

TEST_F(SessionTest, stops_behind_a_failure_unless_it_may_fail) {
    begin();
    const task::Request fails{task::CheckAccount{task::CheckAccount::Kind::user, "none"}};
    task::Request may_fail = fails;
    may_fail.may_fail = true;
    const std::vector<task::Request> requests{may_fail, fails, {task::ListFolder{folder.path()}}};
    say(FrameKind::run, task::encode_run(requests));
    EXPECT_EQ(hear_answer().status, Status::failed);
    EXPECT_EQ(hear_answer().status, Status::failed);
    EXPECT_EQ(hear().kind, FrameKind::done);
}

TEST_F(SessionTest, a_content_that_the_deployer_cannot_read_is_a_failure_and_no_more) {
    begin();
    const std::vector<task::Request> requests{file("a", "first")};
    say(FrameKind::run, task::encode_run(requests));
    EXPECT_EQ(hear().kind, FrameKind::need);
    say(FrameKind::data, "fi");
    say(FrameKind::data);
    EXPECT_EQ(hear_answer().status, Status::failed);
    EXPECT_EQ(hear().kind, FrameKind::done);
    EXPECT_FALSE(folder.has("a"));
}

TEST_F(SessionTest, cut_off_in_the_middle_of_a_content_leaves_nothing) {
    begin();
    const std::vector<task::Request> requests{file("a", "first")};
    say(FrameKind::run, task::encode_run(requests));
    EXPECT_EQ(hear().kind, FrameKind::need);
    say(FrameKind::data, "fi");
    hang_up();
    EXPECT_FALSE(outcome());
    EXPECT_EQ(names(folder.path()), (std::vector<std::string>{"state"}));
}

TEST_F(SessionTest, ends_when_its_input_ends) {
    begin();
    hang_up();
    EXPECT_FALSE(outcome());
}

TEST_F(SessionTest, ends_at_nonsense) {
    begin();
    say(FrameKind::answer, "{}");
    EXPECT_FALSE(outcome());
}

TEST_F(SessionTest, does_nothing_before_it_was_told_how) {
    EXPECT_EQ(hear().kind, FrameKind::hello);
    const std::vector<task::Request> requests{{task::EnsureFolder{root("d"), {}}}};
    say(FrameKind::run, task::encode_run(requests));
    EXPECT_FALSE(outcome());
    EXPECT_FALSE(folder.has("d"));
}

// HD-GAP-25
TEST_F(SessionTest, a_lock_that_is_held_is_told_and_ends_it) {
    const auto lock = Lock::take(state, host);
    ASSERT_TRUE(lock);
    EXPECT_EQ(hear().kind, FrameKind::hello);
    say(FrameKind::begin, task::encode_begin({false, false, true}));
    const auto answer = hear_answer();
    EXPECT_EQ(answer.status, Status::failed);
    EXPECT_NE(answer.message.find("another deployment is at work"), std::string::npos);
    EXPECT_EQ(answer.value, task::lock_is_held);
    EXPECT_FALSE(outcome());
}

TEST_F(SessionTest, without_wanting_the_lock_it_may_be_held) {
    const auto lock = Lock::take(state, host);
    ASSERT_TRUE(lock);
    begin();
}

// A deployer that was cut off must not keep the host locked.
TEST_F(SessionTest, silence_of_the_deployer_ends_it) {
    std::array<int, 2> ends{};
    ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()), 0);
    const Fd its(ends[0]);
    mine = Fd(ends[1]);
    say(FrameKind::begin, task::encode_begin({false, false, true}));
    say(FrameKind::waiting);
    Session session(its.get(), its.get(), std::chrono::milliseconds(50));
    EXPECT_FALSE(session.serve(host, state, "{}"));  // with both ends still open
    EXPECT_TRUE(Lock::take(state, host));
}

TEST_F(SessionTest, says_now_and_then_that_it_works) {
    std::array<int, 2> ends{};
    ASSERT_EQ(::pipe(ends.data()), 0);
    const Fd read_end(ends[0]);
    const Fd write_end(ends[1]);
    Session session(-1, write_end.get());
    session.still_working();
    ASSERT_TRUE(supervise::sys::set_nonblocking(read_end.get(), true));
    char byte = 0;
    EXPECT_LT(::read(read_end.get(), &byte, 1), 0);  // not before `begin`, and not at once
}

}  // namespace
}  // namespace deployer::agent
