/// Reads one HTTP response as it arrives. Pure: bytes in, body out.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "client/error.hpp"

namespace supervise::client {

class HttpResponse {
public:
    /// Gets the body piece by piece, chunks already taken apart.
    using BodySink = std::function<void(std::string_view)>;

    /// `max_body_bytes` 0: a stream without end.
    HttpResponse(std::size_t max_body_bytes, BodySink sink);
    ~HttpResponse();
    HttpResponse(HttpResponse&&) noexcept;
    HttpResponse& operator=(HttpResponse&&) noexcept;

    /// Takes the next bytes of the connection. Bytes behind the end of the response are an error: nothing was
    /// asked.
    Answer<void> put(std::string_view bytes);
    /// The connection has ended; an error when the response has not.
    Answer<void> put_end();

    bool has_header() const;
    bool is_complete() const;
    int status() const;
    const std::string& reason() const;
    /// Whether the connection can carry another request. Precondition: complete.
    bool keeps_connection() const;

private:
    class Parser;
    std::unique_ptr<Parser> parser_;
};

}  // namespace supervise::client
