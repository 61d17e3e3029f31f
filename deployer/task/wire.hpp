/// The conversation between deployer and agent, as frames: four bytes of length (big endian, of what
/// follows), one byte of kind, the payload. Lengths are bounded by max_frame; JSON payloads are UTF-8 with
/// bytes that are not UTF-8 carried as base64 members. Pure.
///
///   agent -> deployer   hello   JSON {"protocol": 1, "version", "facts": {...}, "locked_by": "" }  after the
///   magic line deployer -> agent   begin   JSON {"check": bool, "diff": bool, "lock": bool} deployer ->
///   agent   run     JSON [request...] agent -> deployer   need    64 hex digits: send me this content
///   deployer -> agent   data    a piece of it; an empty piece ends it
///   agent -> deployer   answer  JSON, one for each request that ran, in order
///   agent -> deployer   done    empty: all of `run` ran, or stopped behind a failure
///   deployer -> agent   bye     empty; the agent ends. It ends as well when its input ends.
#pragma once

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
inline constexpr std::size_t max_frame = std::size_t{8} << 20;
inline constexpr std::size_t data_piece = std::size_t{256} << 10;

enum class FrameKind : std::uint8_t {
    hello = 'h',
    begin = 'b',
    run = 'r',
    need = 'n',
    data = 'd',
    answer = 'a',
    done = 'o',
    bye = 'q',
};

struct Frame {
    FrameKind kind = FrameKind::bye;
    std::string payload;
};

std::string encode(FrameKind kind, std::string_view payload);

/// Takes frames out of a stream of bytes.
class FrameReader {
public:
    /// Fails for a frame that is too long or of an unknown kind; the stream is of no use then.
    supervise::Result<void> put(std::string_view bytes);
    std::optional<Frame> take();

private:
    std::string buffer_;
};

struct Begin {
    bool check = false;  ///< predict, change nothing
    bool diff = false;
    bool lock = false;  ///< hold the host's deployment lock as long as the session lasts
};

struct Hello {
    std::string version;
    std::string facts;    ///< JSON object with Ansible's names (HD-VAR-41)
    std::string problem;  ///< why this agent cannot work; empty: it can
};

std::string encode_hello(const Hello& hello);
supervise::Result<Hello> decode_hello(std::string_view payload);
std::string encode_begin(const Begin& begin);
supervise::Result<Begin> decode_begin(std::string_view payload);
std::string encode_run(std::span<const Request> requests);
supervise::Result<std::vector<Request>> decode_run(std::string_view payload);
std::string encode_answer(const Answer& answer);
supervise::Result<Answer> decode_answer(std::string_view payload);

}  // namespace deployer::task
