/// One connection of a client: reads requests one after the other, gives each to the router, writes the
/// answers in the same order. Never reads further than it can answer, never holds more output than its limit
/// plus one answer.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "http/authenticator.hpp"
#include "http/body_budget.hpp"
#include "http/capacity.hpp"
#include "http/host_names.hpp"
#include "http/message.hpp"
#include "http/request_parser.hpp"
#include "http/router.hpp"
#include "log/logger.hpp"
#include "metrics/counts.hpp"
#include "sys/loop.hpp"
#include "sys/stream.hpp"

namespace supervise::http {

/// What all connections of a daemon share.
struct Site {
    sys::Loop& loop;
    log::Logger& logger;
    const Router& router;
    metrics::HttpCounts& counts;
    Capacity capacity = {};
    BodyBudget bodies = BodyBudget();
};

/// Whom a server lets in, and by which names it is called.
struct Entrance {
    const Authenticator& authenticator;
    const HostNames& names;
};

class Connection : public std::enable_shared_from_this<Connection> {
public:
    /// `ended` is called once, when the connection has closed itself, after the callback in which it did.
    Connection(sys::Stream stream, Peer peer, const Site& site, Entrance entrance,
               std::function<void(Connection&)> ended);
    ~Connection() { --site_.counts.open; }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    void start();
    /// Instead of start(): says 503 and closes, because there are too many connections.
    void turn_away();
    /// At once, without telling `ended`; what is being answered is cancelled.
    void close();

    const Peer& peer() const { return peer_; }
    /// No request is being answered, no output waits: closing it hurts nobody.
    bool is_idle() const;
    /// When it last had something to do.
    sys::MonoTime last_active() const { return last_active_; }

private:
    enum class Phase {
        reading,    ///< a request, or the wait for one
        admitting,  ///< who sends it is being found out
        answering,  ///< a handler is at work
        streaming,  ///< an answer without end is being sent
        closing,    ///< the last answer is on its way
        lingering,  ///< it has left; waiting for the client to close
        closed,
    };
    /// What the deadline of Phase::reading is for.
    enum class Wait { request, head, body };

    void on_readable();
    void on_input_end();
    void on_failed_input();
    void on_writable();
    void on_deadline();

    void proceed();
    bool read_request();
    bool accept_head();
    bool turn_off();
    bool admit(Verdict verdict);
    void admitted(Verdict verdict);
    int admit_body();
    void expect(Wait wait);
    void dispatch();
    void answered(std::uint64_t serial, Response response);

    void respond(Response response);
    void refuse(int status);
    void refuse(Response response);
    std::string head_of(const Response& response) const;
    void log_access(int status, std::size_t bytes) const;

    // Streams (connection_streams.cpp). From begin_stream() to end_stream() the phase is `streaming` and
    // source_ is held; both end early only with the connection. What is sent of it goes through flush() like
    // every answer.
    void begin_stream(Response response);
    /// Sends what the source has and the client takes.
    void pump_stream();
    void pump_soon();
    void end_stream();

    bool output_waits() const { return written_ < output_.size(); }
    void flush();
    void linger();
    void watch_reading();
    void watch_reading_anew();
    void watch_writing();
    sys::Registration watch(sys::Loop::Callback callback);
    void set_deadline(sys::Duration from_now);
    void clear_deadline();
    void end();

    sys::Stream stream_;
    Peer peer_;
    const Site& site_;
    Entrance entrance_;
    std::function<void(Connection&)> ended_;

    Phase phase_ = Phase::reading;
    RequestParser parser_;
    std::string input_;
    std::string output_;
    bool watched_for_output_ = false;  ///< what readable_ or writable_ was registered for
    std::size_t written_ = 0;          ///< of output_
    std::size_t lingered_ = 0;         ///< bytes thrown away
    std::optional<Wait> wait_;         ///< what the deadline is for, while reading
    bool head_accepted_ = false;
    bool input_ended_ = false;
    std::size_t pipelined_ = 0;     ///< requests answered since something had to be waited for
    bool continues_later_ = false;  ///< proceed() or pump_stream() is due
    Identity identity_;             ///< who gave the right password on this connection

    BodyBudget::Share body_;                  ///< of the request being read
    Request request_;                         ///< being answered
    std::uint64_t serial_ = 0;                ///< of the request being answered
    bool dispatching_ = false;                ///< inside the handler's call
    std::unique_ptr<Response> early_answer_;  ///< given inside the handler's call
    std::unique_ptr<BodySource> source_;

    sys::MonoTime last_active_{};
    sys::MonoTime deadline_ = sys::MonoTime::max();
    sys::MonoTime armed_for_ = sys::MonoTime::max();
    sys::Registration pending_;  ///< the login, or the handler's work
    sys::Registration readable_;
    sys::Registration writable_;
    sys::Registration timer_;
};

}  // namespace supervise::http
