/// The conversation between deployer and agent, as frames: four bytes of length (big endian, of what
/// follows), one byte of kind, the payload. Lengths are bounded by max_frame. JSON payloads are UTF-8; a text
/// that is not UTF-8 travels as {"base64": "..."}. Pure.
///
///   agent > deployer   the magic line, then
///                      hello   JSON {"protocol": 1, "version", "problem", "facts": {...}}. With a problem,
///                              the agent ends.
///   deployer > agent   begin   JSON {"check": bool, "diff": bool, "lock": bool, "run": text}, once
///   agent > deployer   answer  JSON, exactly one for `begin`: ok, or failed because the lock is held, with a
///                              message that names who and since when, and the value lock_is_held;
///                              the agent ends then.
///   deployer > agent   run     JSON [request...], at most max_requests. One at a time: the next one goes
///                              after the `done` of this one.
///   agent > deployer   need    64 hex digits: send me this content
///   deployer > agent   data    pieces of it, at most data_piece each; an empty one ends it. Ended before all
///                              of it came says that the deployer cannot read it: the operation fails.
///   agent > deployer   answer  JSON, one for each request that ran, in order
///   agent > deployer   done    empty: all of `run` ran, or stopped behind a failure of a request that may
///                              not fail (the last answer is that failure)
///   agent > deployer   working empty, at any time between `begin` and `done`, every few seconds while an
///                              operation takes long: it says only that the agent is alive
///   deployer > agent   waiting empty, at any time between `done` and the next `run`, every few seconds: an
///                              agent that hears nothing for deployer_silence ends, and gives the lock back
///   deployer > agent   bye     empty; the agent ends. It ends as well when its input ends.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sys/result.hpp"
#include "task/operation.hpp"

namespace deployer::task {

/// What the agent writes first, so that banners of login shells can be skipped.
inline constexpr std::string_view magic_line = "\nhadeploy-agent-1\n";
inline constexpr int protocol = 1;
/// Room for the largest text an answer can hold (max_exchange) as base64, and for what stands beside it.
inline constexpr std::size_t max_frame = std::size_t{24} << 20;
inline constexpr std::size_t data_piece = std::size_t{256} << 10;
inline constexpr std::size_t max_requests = 1000;
/// The most an Exchange or a ReadFile brings back.
inline constexpr std::size_t max_exchange = std::size_t{16} << 20;
/// The most of a text that `before` and `after` show.
inline constexpr std::size_t max_diff_text = std::size_t{128} << 10;
/// `working` comes this often; a silence several times as long says that the host is gone.
inline constexpr std::chrono::seconds working_interval{5};
/// `waiting` comes this often; after such a silence the agent takes the deployer for gone.
inline constexpr std::chrono::seconds waiting_interval{5};
inline constexpr std::chrono::seconds deployer_silence{30};

enum class FrameKind : std::uint8_t {
    hello = 'h',
    begin = 'b',
    run = 'r',
    need = 'n',
    data = 'd',
    answer = 'a',
    done = 'o',
    working = 'w',
    waiting = 'i',
    bye = 'q',
};

struct Frame {
    FrameKind kind = FrameKind::bye;
    std::string payload;
};

/// Precondition: the payload and its byte of kind fit into max_frame.
std::string encode(FrameKind kind, std::string_view payload);

/// Takes frames out of a stream of bytes.
class FrameReader {
public:
    /// Fails for a frame that is too long or of an unknown kind; the stream is of no use then.
    supervise::Result<void> put(std::string_view bytes);
    std::optional<Frame> take();

private:
    /// Of the frame that begins at `taken_`: its length with the four bytes before it, once these are there.
    std::optional<std::size_t> next_size() const;
    supervise::Result<void> check_next() const;

    std::string buffer_;
    std::size_t taken_ = 0;
};

struct Begin {
    bool check = false;  ///< predict, change nothing
    bool diff = false;
    bool lock = false;     ///< hold the host's deployment lock as long as the session lasts
    std::string run = {};  ///< names the run: its agents share a lock, where hosts of it share a home
};

/// The value of the answer to `begin` when another run holds the lock.
inline constexpr std::string_view lock_is_held = "locked";

struct Hello {
    std::string version;
    std::string facts;    ///< JSON object with Ansible's names (HD-VAR-41)
    std::string problem;  ///< why this agent cannot work; empty: it can
};

/// Precondition: `facts` is a JSON object, or empty for one without members.
std::string encode_hello(const Hello& hello);
/// Fails, with words for the user, when the agent speaks another protocol.
supervise::Result<Hello> decode_hello(std::string_view payload);
std::string encode_begin(const Begin& begin);
supervise::Result<Begin> decode_begin(std::string_view payload);
std::string encode_run(std::span<const Request> requests);
supervise::Result<std::vector<Request>> decode_run(std::string_view payload);
std::string encode_answer(const Answer& answer);
supervise::Result<Answer> decode_answer(std::string_view payload);

/// The name an operation has in a `run`: "EnsureFile", ...
std::string_view operation_name(const Operation& operation);

}  // namespace deployer::task
