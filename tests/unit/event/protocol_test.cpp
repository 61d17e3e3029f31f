#include "event/protocol.hpp"

#include <gtest/gtest.h>

#include <array>

#include "event/limits.hpp"

namespace supervise::event {
namespace {

/// Drives a reader with the table, as a listener does; an event is sent whenever it is ready.
class Listening final : public ProtocolReader::Sink {
public:
    ListenerState on_input(Input input, std::string_view line) override {
        const Step decided = step(state, input);
        EXPECT_FALSE(decided.actions.has(Action::report_impossible)) << static_cast<int>(input);
        static constexpr std::array names = {"ready", "ok",   "fail", "bad", "other",
                                             "sent",  "late", "new",  "end"};
        seen += std::string(names[static_cast<std::size_t>(input)]) + (line.empty() ? "" : ":") +
                std::string(line) + " ";
        return state = decided.next;
    }
    void feed(std::string_view bytes) { reader.feed(bytes, state, *this); }
    void send() {
        if (state == ListenerState::ready)
            state = step(state, Input::event_sent).next;
    }

    ListenerState state = ListenerState::acknowledged;
    ProtocolReader reader;
    std::string seen;
};

std::string after(std::initializer_list<std::string_view> pieces) {
    Listening listening;
    for (const std::string_view piece : pieces) {
        listening.feed(piece);
        listening.send();
    }
    return listening.seen + std::string(listener_state_name(listening.state));
}

// EVT-030 to EVT-034, EVT-037: every state answers every input; nothing is impossible that a listener does.
TEST(Protocol, every_pair_is_answered) {
    for (int s = 0; s < listener_state_count; ++s)
        for (int i = 0; i < input_count; ++i) {
            const auto state = static_cast<ListenerState>(s);
            const auto input = static_cast<Input>(i);
            const Step decided = step(state, input);
            if (decided.actions.has(Action::report_impossible)) {
                EXPECT_EQ(decided.next, state);
            }
            // An event is in a listener's hands while it is BUSY and at no other time.
            const bool let_go =
                decided.actions.has(Action::processed) || decided.actions.has(Action::rejected);
            EXPECT_EQ(let_go, state == ListenerState::busy && decided.next != ListenerState::busy);
            EXPECT_EQ(decided.next == ListenerState::busy && state != ListenerState::busy,
                      state == ListenerState::ready && input == Input::event_sent);
            // Nothing but a new child leaves UNKNOWN, and whoever comes there is said to have.
            if (state == ListenerState::unknown) {
                EXPECT_EQ(decided.next == ListenerState::unknown,
                          input != Input::started && input != Input::ended);
            }
            EXPECT_EQ(decided.actions.has(Action::violated),
                      decided.next == ListenerState::unknown && state != ListenerState::unknown);
        }
}

// EVT-030
TEST(Protocol, ready_is_judged_when_six_bytes_are_there) {
    EXPECT_EQ(after({"READY\n"}), "ready BUSY");
    EXPECT_EQ(after({"REA", "DY", "\n"}), "ready BUSY");
    EXPECT_EQ(after({"x\n"}), "ACKNOWLEDGED");
    EXPECT_EQ(after({"READY\r\n"}), "other UNKNOWN");
    EXPECT_EQ(after({"hello READY\n"}), "other UNKNOWN");
}

// EVT-031
TEST(Protocol, ready_twice_is_a_violation) {
    EXPECT_EQ(after({"READY\nREADY\n"}), "ready other UNKNOWN");
}

// EVT-033, EVT-034
TEST(Protocol, results) {
    EXPECT_EQ(after({"READY\n", "RESULT 2\nOK"}), "ready ok ACKNOWLEDGED");
    EXPECT_EQ(after({"READY\n", "RESULT 4\nFAIL"}), "ready fail ACKNOWLEDGED");
    EXPECT_EQ(after({"READY\n", "RESULT 2\nok"}), "ready fail ACKNOWLEDGED");
    EXPECT_EQ(after({"READY\n", "RESULT 3\nOK\nREADY\n"}), "ready fail ready BUSY");
    EXPECT_EQ(after({"READY\n", "RESULT 0\nREADY\n"}), "ready fail ready BUSY");
    EXPECT_EQ(after({"READY\n", "whatever 2\nOK"}), "ready bad:whatever 2 UNKNOWN");
    EXPECT_EQ(after({"READY\n", "whateve2\nOK"}), "ready ok ACKNOWLEDGED")
        << "the first seven are not looked at";
    EXPECT_EQ(after({"READY\n", "RESULT  +2 \nOK"}), "ready ok ACKNOWLEDGED") << "as Python's int() reads it";
    EXPECT_EQ(after({"READY\n", "RESULT 0_2\nOK"}), "ready ok ACKNOWLEDGED");
}

// EVT-033
TEST(Protocol, lines_that_are_no_result) {
    for (const char* line :
         {"RESULT", "RESULT ", "RESULT -1", "RESULT 1000000000000000000", "RESULT 0x2", "RESULT 2 OK",
          "RESULT 2_", "RESULT _2", "RESULT +-2", "", "OK", "RESULT 99999999999999999999999999999999"}) {
        const std::string shown = std::string_view(line).empty() ? "bad" : "bad:" + std::string(line);
        EXPECT_EQ(after({"READY\n", std::string(line) + "\n"}), "ready " + shown + " UNKNOWN");
    }
}

// EVT-035: however the bytes are cut.
TEST(Protocol, any_cut_gives_the_same) {
    const std::string_view talk = "RESULT 2\nOKREADY\n";
    Listening whole;
    whole.feed("READY\n");
    whole.send();
    whole.feed(talk);
    for (std::size_t cut = 0; cut <= talk.size(); ++cut) {
        Listening pieces;
        pieces.feed("READY\n");
        pieces.send();
        pieces.feed(talk.substr(0, cut));
        pieces.feed(talk.substr(cut));
        EXPECT_EQ(pieces.seen, whole.seen) << cut;
        EXPECT_EQ(pieces.state, ListenerState::ready);
    }
    Listening bytes;
    bytes.feed("READY\n");
    bytes.send();
    for (std::size_t i = 0; i < talk.size(); ++i)
        bytes.feed(talk.substr(i, 1));
    EXPECT_EQ(bytes.seen, whole.seen);
}

TEST(Protocol, a_line_without_end_is_given_up) {
    Listening listening;
    listening.feed("READY\n");
    listening.send();
    for (int i = 0; i < 100 && listening.state == ListenerState::busy; ++i) {
        listening.feed("RESULT 1");
        EXPECT_LE(listening.reader.held(), limits::result_line);
    }
    EXPECT_EQ(listening.state, ListenerState::unknown);
}

TEST(Protocol, a_long_result_is_counted_and_not_kept) {
    Listening listening;
    listening.feed("READY\n");
    listening.send();
    listening.feed("RESULT 1000000\n");
    for (int i = 0; i < 1000; ++i)
        listening.feed(std::string(1000, 'O'));
    EXPECT_EQ(listening.reader.held(), 0u);
    EXPECT_EQ(listening.state, ListenerState::acknowledged);
    EXPECT_EQ(listening.seen, "ready fail ");
}

}  // namespace
}  // namespace supervise::event
