#include "client/document.hpp"

#include <array>

#include "client/limits.hpp"
#include "sys/connect.hpp"

namespace supervise::client {

Answer<std::string> read_document(Remote& remote, const std::string& path) {
    auto stream = remote.follow(path);
    if (!stream) {
        return tl::unexpected(stream.error());
    }
    std::string document;
    std::array<sys::Interest, 1> interest{{{.fd = (*stream)->fd()}}};
    for (;;) {
        const auto ready = sys::wait_for_any(interest, limits::silence);
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
