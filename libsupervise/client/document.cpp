#include "client/document.hpp"

#include <algorithm>
#include <array>

#include "client/limits.hpp"
#include "sys/connect.hpp"

namespace supervise::client {

namespace {

/// How long the next piece may take.
sys::Duration time_for_a_piece(std::optional<sys::MonoTime> deadline) {
    if (!deadline) {
        return limits::silence;
    }
    return std::clamp<sys::Duration>(*deadline - std::chrono::steady_clock::now(), sys::Duration::zero(),
                                     limits::silence);
}

}  // namespace

Answer<std::string> read_document(Remote& remote, const std::string& path,
                                  std::optional<sys::MonoTime> deadline) {
    auto stream = remote.follow(path);
    if (!stream) {
        return tl::unexpected(stream.error());
    }
    std::string document;
    std::array<sys::Interest, 1> interest{{{.fd = (*stream)->fd()}}};
    for (;;) {
        const auto ready = sys::wait_for_any(interest, time_for_a_piece(deadline));
        if (!ready) {
            return failure(Error::Kind::system, ready.error().code, ready.error().message);
        }
        if (!*ready) {
            return failure(Error::Kind::timeout, 0, "timed out");
        }
        const auto more = (*stream)->read([&document](std::string_view bytes) { document += bytes; });
        if (!more) {
            return tl::unexpected(more.error());
        }
        if (document.size() > limits::max_body_bytes) {
            return failure(Error::Kind::too_large, 0, "the response is larger than the client accepts");
        }
        if (!*more) {
            return document;
        }
    }
}

}  // namespace supervise::client
