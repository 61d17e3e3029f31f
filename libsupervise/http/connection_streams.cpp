// How a connection sends an answer without end. It pulls: the source is read only when nothing waits to be
// sent, so a client that is slow holds one piece of memory here, and what becomes of the rest is the source's
// own affair.
#include <fmt/core.h>

#include "http/connection.hpp"
#include "http/limits.hpp"

namespace supervise::http {
namespace {

/// Pieces of a stream sent before the loop looks at others.
constexpr int pieces_per_turn = 8;

}  // namespace

void Connection::begin_stream(Response response) {
    source_ = std::move(response.source);
    request_.keep_alive = request_.keep_alive && request_.http_1_1;
    if (request_.http_1_1)
        response.headers.emplace_back("Transfer-Encoding", "chunked");
    const std::string head = head_of(response);
    output_ += head;
    log_access(response.status, head.size());
    phase_ = Phase::streaming;
    source_->when_ready([weak = weak_from_this()] {
        if (const auto self = weak.lock())
            self->pump_soon();
    });
    flush();
    pump_stream();
}

/// Not inside the call of whoever has something new: that is in the middle of its own work.
void Connection::pump_soon() {
    if (std::exchange(continues_later_, true))
        return;
    site_.loop.defer([weak = weak_from_this()] {
        if (const auto self = weak.lock()) {
            self->continues_later_ = false;
            self->pump_stream();
            if (self->phase_ == Phase::reading)
                self->proceed();
        }
    });
}

void Connection::pump_stream() {
    for (int piece = 0; phase_ == Phase::streaming && !output_waits(); ++piece) {
        if (piece == pieces_per_turn)
            return pump_soon();
        const std::string bytes = source_->read(limits::stream_bytes);
        if (bytes.empty())
            return source_->ended() ? end_stream() : void();
        if (request_.http_1_1)
            output_ += fmt::format("{:x}\r\n", bytes.size());
        output_ += bytes;
        if (request_.http_1_1)
            output_ += "\r\n";
        flush();
    }
}

/// Without chunks the end of the connection is the end of the stream.
void Connection::end_stream() {
    source_.reset();
    if (request_.http_1_1)
        output_ += "0\r\n\r\n";
    phase_ = request_.keep_alive ? Phase::reading : Phase::closing;
    flush();
}

}  // namespace supervise::http
