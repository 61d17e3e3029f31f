/// A listener's half of the event listener protocol (EVT-030 to EVT-037): a total table over states and what
/// has come, and the bounded reader that finds out what has come, however the bytes are cut. Pure.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace supervise::event {

/// As Supervisor names them.
enum class ListenerState : std::uint8_t {
    acknowledged,  ///< has answered, or has just been started; READY must follow
    ready,         ///< waits for an event
    busy,          ///< has one; RESULT must follow
    unknown,       ///< has broken the protocol; receives nothing until it is started anew
};
inline constexpr int listener_state_count = static_cast<int>(ListenerState::unknown) + 1;

std::string_view listener_state_name(ListenerState state);

enum class Input : std::uint8_t {
    ready_token,  ///< READY and a newline
    result_ok,    ///< RESULT 2 and OK
    result_fail,  ///< any other result
    bad_line,     ///< a line that should be RESULT and a number, and is not
    other_bytes,  ///< anything where nothing, or READY, belongs
    event_sent,
    timed_out,  ///< result_timeout has passed since the event was sent
    started,    ///< a new child
    ended,      ///< the child is gone
};
inline constexpr int input_count = static_cast<int>(Input::ended) + 1;

/// What is to be done, in this order.
enum class Action : std::uint8_t {
    processed = 1u << 0,          ///< the event has arrived: forget it
    rejected = 1u << 1,           ///< the event goes back to the pool
    violated = 1u << 2,           ///< say so, and apply on_violation
    report_impossible = 1u << 3,  ///< an input that cannot come in this state: stay, and log it
};

class Actions {
public:
    constexpr Actions(std::initializer_list<Action> actions) {
        for (Action action : actions)
            bits_ = static_cast<std::uint8_t>(bits_ | static_cast<std::uint8_t>(action));
    }
    constexpr bool has(Action action) const { return (bits_ & static_cast<std::uint8_t>(action)) != 0; }
    constexpr bool operator==(const Actions&) const = default;

private:
    std::uint8_t bits_ = 0;
};

struct Step {
    ListenerState next;
    Actions actions;
};

/// Total: every state answers every input.
Step step(ListenerState state, Input input);

/// Cuts what a listener prints into inputs.
class ProtocolReader {
public:
    class Sink {
    public:
        virtual ~Sink() = default;
        /// `line` is the line without its newline, of bad_line only. Returns the state after it.
        virtual ListenerState on_input(Input input, std::string_view line) = 0;
    };

    /// Reads `bytes` of a listener in `state`; the sink decides which state follows.
    void feed(std::string_view bytes, ListenerState state, Sink& sink);
    /// A new child, or none: nothing is left of the old one's words.
    void reset();

    /// Bytes held until more arrive.
    std::size_t held() const { return held_.size(); }

private:
    ListenerState read_ready(std::string_view& bytes, Sink& sink);
    ListenerState read_line(std::string_view& bytes, Sink& sink);
    ListenerState read_result(std::string_view& bytes, Sink& sink);

    std::string held_;  ///< the beginning of a line, at most limits::result_line
    bool in_result_ = false;
    bool matches_ok_ = false;
    std::uint64_t length_ = 0;  ///< of the result
    std::uint64_t seen_ = 0;    ///< of its bytes
};

}  // namespace supervise::event
