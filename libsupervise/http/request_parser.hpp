/// Reads HTTP/1 requests out of a stream of bytes, within limits. Beast does the reading, in
/// request_parser.cpp only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include <tl/expected.hpp>

#include "http/message.hpp"

namespace supervise::http {

class RequestParser {
public:
    enum class Progress {
        needs_more,  ///< everything usable was taken
        head,        ///< the headers are complete, now and not before
        complete,    ///< the request is
    };
    struct Taken {
        std::size_t bytes;  ///< the rest is to be given again, with more behind it or after the request was
                            ///< taken away
        Progress progress;
    };

    RequestParser();
    ~RequestParser();
    RequestParser(RequestParser&&) noexcept;
    RequestParser& operator=(RequestParser&&) noexcept;

    /// The error is the status to refuse with; nothing more can be read then.
    tl::expected<Taken, int> take(std::string_view bytes);

    /// After Progress::head: method, target, headers; no body yet.
    const Request& head() const;
    /// A length is given. (A body in chunks is refused with 411.)
    bool announces_body() const;
    /// That length; 0 when none is given.
    std::uint64_t body_bytes() const;
    /// Nobody looks at the body: the request is complete as it is. It is the last one of its connection,
    /// since what follows is that body.
    void drop_body();
    /// The client waits for "100 Continue" before it sends the body.
    bool awaits_continue() const;
    /// Some bytes of a request have been taken.
    bool started() const;

    /// After Progress::complete: the request; the parser is ready for the next.
    Request release();

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace supervise::http
