#include "http/connection.hpp"

#include <array>

#include "http/limits.hpp"
#include "http/own_answers.hpp"
#include "http/same_site.hpp"
#include "http/status.hpp"
#include "sys/listener.hpp"
#include "sys/local_time.hpp"

namespace supervise::http {
namespace {

constexpr std::string_view server_name = "Supervise/" SUPERVISE_VERSION;

std::string_view version_text(bool http_1_1) {
    return http_1_1 ? "HTTP/1.1" : "HTTP/1.0";
}

}  // namespace

Connection::Connection(sys::Stream stream, Peer peer, const Site& site, Entrance entrance,
                       std::function<void(Connection&)> ended)
    : stream_(std::move(stream)),
      peer_(std::move(peer)),
      site_(site),
      entrance_(entrance),
      ended_(std::move(ended)),
      last_active_(site.loop.clock().mono()) {
    ++site.counts.accepted;
    ++site.counts.open;
}

void Connection::start() {
    watch_reading();
    expect(Wait::head);
}

void Connection::turn_away() {
    ++site_.counts.turned_away;
    set_deadline(limits::header_time);
    refuse(503);
}

bool Connection::is_idle() const {
    return phase_ == Phase::lingering || (phase_ == Phase::reading && !output_waits() && !head_accepted_);
}

// --- Input
// --------------------------------------------------------------------------------------------------------

void Connection::on_readable() {
    std::array<char, limits::read_bytes> buffer;
    const sys::Transfer got = stream_.read_some(buffer.data(), buffer.size());
    if (got.outcome == sys::Transfer::Outcome::would_block)
        return watch_reading_anew();
    if (got.outcome == sys::Transfer::Outcome::failed)
        return on_failed_input();
    if (got.outcome == sys::Transfer::Outcome::end)
        return on_input_end();
    last_active_ = site_.loop.clock().mono();
    if (phase_ == Phase::lingering) {
        lingered_ += got.bytes;
        if (lingered_ > limits::max_linger_bytes)
            end();
        return;
    }
    input_.append(buffer.data(), got.bytes);
    if (input_.size() > limits::max_pipelined_bytes && phase_ != Phase::reading)
        readable_.reset();
    proceed();
}

/// A client that closes its side while an answer is on the way does not wait for it: Supervisor sees it so,
/// and a client that has died looks the same.
void Connection::on_input_end() {
    if (phase_ != Phase::reading && phase_ != Phase::closing)
        return end();
    input_ended_ = true;
    readable_.reset();
    proceed();
}

/// Who could not agree on TLS with us is told why: OpenSSL has sent its alert, and a client without TLS gets
/// an answer that it understands. Closing at once would take both away from it.
void Connection::on_failed_input() {
    const sys::TlsFailure failure = stream_.failure();
    if (failure.kind == sys::TlsFailure::Kind::none || failure.kind == sys::TlsFailure::Kind::cut_off ||
        phase_ != Phase::reading)
        return end();
    site_.logger.debug("TLS with {}:{} failed: {}", peer_.host, peer_.port, failure.reason);
    stream_.go_on_without_tls();
    if (failure.kind != sys::TlsFailure::Kind::plain_http)
        return linger();
    request_ = Request{};
    request_.keep_alive = false;
    respond(tls_wanted());
}

/// Answers what has been read, until something has to be waited for.
void Connection::proceed() {
    for (int answered_now = 0;
         phase_ == Phase::reading && output_.size() - written_ <= limits::max_waiting_output;
         ++answered_now) {
        if (answered_now == limits::max_requests_per_turn) {
            if (!std::exchange(continues_later_, true))
                site_.loop.defer([weak = weak_from_this()] {
                    if (const auto self = weak.lock()) {
                        self->continues_later_ = false;
                        self->proceed();
                    }
                });
            return;
        }
        if (!read_request())
            break;
        dispatch();
    }
    if (phase_ != Phase::reading)
        return;
    if (input_ended_ && !output_waits())
        return end();
    watch_reading();
}

/// True when a request is complete; false when more must be read or it has been refused.
bool Connection::read_request() {
    std::size_t used = 0;
    bool complete = false;
    while (!complete && phase_ == Phase::reading) {
        const auto taken = parser_.take(std::string_view(input_).substr(used));
        if (!taken) {
            request_ = Request{};
            refuse(taken.error());
            break;
        }
        used += taken->bytes;
        if (taken->progress == RequestParser::Progress::needs_more) {
            pipelined_ = 0;
            expect(!parser_.started() ? Wait::request : head_accepted_ ? Wait::body : Wait::head);
            break;
        }
        complete = taken->progress == RequestParser::Progress::complete;
        if (!complete && !accept_head())
            break;
    }
    input_.erase(0, used);
    if (input_.empty() && input_.capacity() > limits::max_kept_buffer)
        input_.shrink_to_fit();
    return complete;
}

/// True: it is nobody's business who sends this.
bool Connection::turn_off() {
    const Request& head = parser_.head();
    const bool too_many = pipelined_ >= limits::max_pipelined_requests;
    const bool other_name = !entrance_.names.allow(head);
    if (!too_many && !other_name && !from_another_site(head))
        return false;
    request_ = head;
    if (other_name && !too_many)
        refuse(unknown_host(name_of_host(*head.header("Host"))));
    else
        refuse(too_many ? 429 : 403);
    return true;
}

/// What can be said about a request before its body is read. False: it has been refused, or the answer to who
/// sends it is still to come.
bool Connection::accept_head() {
    if (turn_off())
        return false;
    auto decision =
        entrance_.authenticator.authenticate({parser_.head(), peer_, identity_.user}, site_.loop,
                                             site_.logger, [weak = weak_from_this()](Verdict verdict) {
                                                 if (const auto self = weak.lock())
                                                     self->admitted(std::move(verdict));
                                             });
    if (decision.verdict)
        return admit(std::move(*decision.verdict));
    phase_ = Phase::admitting;
    clear_deadline();
    pending_ = std::move(decision.pending);
    return false;
}

void Connection::admitted(Verdict verdict) {
    if (phase_ != Phase::admitting)
        return;
    pending_.reset();
    last_active_ = site_.loop.clock().mono();
    phase_ = Phase::reading;
    if (admit(std::move(verdict)))
        proceed();
}

bool Connection::admit(Verdict verdict) {
    if (!verdict || (parser_.head().method == "POST" && !parser_.announces_body())) {
        request_ = parser_.head();
        refuse(verdict ? 411 : verdict.error());
        return false;
    }
    identity_ = std::move(*verdict);
    if (const int status = admit_body(); status != 0) {
        request_ = parser_.head();
        refuse(status);
        return false;
    }
    head_accepted_ = true;
    if (parser_.awaits_continue()) {
        output_ += "HTTP/1.1 100 Continue\r\n\r\n";
        flush();
    }
    return phase_ == Phase::reading;
}

/// A body is kept in memory until all of it is there. The status to refuse it with, or 0.
int Connection::admit_body() {
    const std::uint64_t size = parser_.body_bytes();
    if (size <= limits::small_body_bytes)
        return 0;
    const std::size_t most = site_.router.most_body(parser_.head());
    if (most == 0) {
        parser_.drop_body();
        return 0;
    }
    if (size > most)
        return 413;
    auto share = site_.bodies.take(static_cast<std::size_t>(size));
    if (!share)
        return 503;
    body_ = std::move(*share);
    return 0;
}

/// While output waits the deadline is for the client to take it; on_writable() comes here again.
void Connection::expect(Wait wait) {
    if (wait == wait_ || output_waits())
        return;
    wait_ = wait;
    set_deadline(wait == Wait::request ? sys::Duration(limits::idle_time)
                 : wait == Wait::head  ? sys::Duration(limits::header_time)
                                       : sys::Duration(limits::body_time));
}

// --- The answer
// ---------------------------------------------------------------------------------------------------

void Connection::dispatch() {
    ++pipelined_;
    request_ = parser_.release();
    request_.peer = peer_;
    request_.over_tls = stream_.over_tls();
    request_.by_password = !identity_.user.empty();
    request_.user = request_.by_password ? identity_.user : stream_.peer_name();
    request_.role = identity_.role;
    head_accepted_ = false;
    clear_deadline();
    phase_ = Phase::answering;
    const std::uint64_t serial = ++serial_;
    dispatching_ = true;
    sys::Registration work =
        site_.router.handle(request_, [weak = weak_from_this(), serial](Response response) {
            if (const auto self = weak.lock())
                self->answered(serial, std::move(response));
        });
    dispatching_ = false;
    request_.body.clear();
    request_.body.shrink_to_fit();
    body_ = {};
    if (early_answer_ == nullptr) {
        pending_ = std::move(work);
        return;
    }
    const std::unique_ptr<Response> response = std::move(early_answer_);
    respond(std::move(*response));
}

void Connection::answered(std::uint64_t serial, Response response) {
    if (serial != serial_ || phase_ != Phase::answering || early_answer_ != nullptr)
        return;
    if (dispatching_) {
        early_answer_ = std::make_unique<Response>(std::move(response));
        return;
    }
    pending_.reset();
    last_active_ = site_.loop.clock().mono();
    respond(std::move(response));
    proceed();
}

void Connection::respond(Response response) {
    site_.counts.answered(response.status);
    if (response.source != nullptr && request_.method != "HEAD")
        return begin_stream(std::move(response));
    // A stream has no length, and what has not been modified has no body to tell the length of (RFC
    // 9110, 15.4.5).
    if (response.source == nullptr && response.status != 304)
        response.headers.emplace_back("Content-Length", std::to_string(response.body.size()));
    const std::string head = head_of(response);
    const std::size_t size = head.size() + response.body.size();
    if (request_.method == "HEAD" || response.status == 304)
        response.body.clear();
    if (output_.empty() && !response.body.empty()) {
        output_ = std::move(response.body);  // a large one is moved within its own memory, not to fresh pages
        output_.insert(0, head);
    } else {
        output_.append(head).append(response.body);
    }
    phase_ = request_.keep_alive ? Phase::reading : Phase::closing;
    log_access(response.status, size);
    flush();
}

/// Answers with an error and closes, whatever the client asked for: what follows cannot be trusted to be a
/// request.
void Connection::refuse(int status) {
    Response response = error_response(status);
    if (status == 401)
        response.headers.emplace_back("WWW-Authenticate", "Basic realm=\"default\"");
    if (status == 429 || status == 503)
        response.headers.emplace_back("Retry-After", std::to_string(limits::retry_after.count()));
    refuse(std::move(response));
}

void Connection::refuse(Response response) {
    request_.keep_alive = false;
    respond(std::move(response));
}

std::string Connection::head_of(const Response& response) const {
    std::string head = fmt::format(
        "{} {} {}\r\nServer: {}\r\nDate: {}\r\n", version_text(request_.http_1_1), response.status,
        response.reason.empty() ? reason_phrase(response.status) : response.reason, server_name,
        http_date(std::chrono::system_clock::to_time_t(site_.loop.clock().wall())));
    for (const auto& [name, value] : response.headers)
        head.append(name).append(": ").append(value).append("\r\n");
    head += browser_rules(response);
    if (!request_.keep_alive)
        head += "Connection: close\r\n";
    else if (!request_.http_1_1)
        head += "Connection: Keep-Alive\r\n";
    return head += "\r\n";
}

void Connection::log_access(int status, std::size_t bytes) const {
    if (!site_.logger.enabled(log::Level::trace))
        return;
    site_.logger.trace("{}:{} - - [{}] \"{} {} {}\" {} {}", peer_.host, peer_.port,
                       sys::local_time(std::chrono::system_clock::to_time_t(site_.loop.clock().wall()),
                                       "%d/%b/%Y:%H:%M:%S %z"),
                       request_.method, request_.target, version_text(request_.http_1_1), status, bytes);
}

// --- Output
// -------------------------------------------------------------------------------------------------------

void Connection::flush() {
    while (output_waits()) {
        const std::string_view rest = std::string_view(output_).substr(written_);
        const sys::Transfer put = stream_.write_some(rest.data(), rest.size());
        if (put.outcome == sys::Transfer::Outcome::would_block) {
            if (!stream_.negotiating())  // a handshake makes no progress that would deserve more time
                set_deadline(limits::write_time);
            return watch_writing();
        }
        if (put.outcome != sys::Transfer::Outcome::some)
            return end();
        written_ += put.bytes;
    }
    written_ = 0;
    output_.clear();
    if (output_.capacity() > limits::max_kept_buffer)
        output_.shrink_to_fit();
    if (phase_ == Phase::closing)
        linger();
}

void Connection::on_writable() {
    last_active_ = site_.loop.clock().mono();
    flush();
    if (output_waits() || phase_ == Phase::closed)
        return;
    writable_.reset();
    clear_deadline();
    watch_reading();
    if (phase_ == Phase::streaming)
        pump_stream();
    if (phase_ == Phase::lingering)
        set_deadline(limits::linger_time);
    else
        proceed();
}

/// Closing a socket while input waits makes the kernel throw away the answer that is under way; so the client
/// is told that nothing follows, and is given time to close first.
void Connection::linger() {
    if (input_ended_)
        return end();
    stream_.shut_down_writing();
    phase_ = Phase::lingering;
    input_.clear();
    input_.shrink_to_fit();
    set_deadline(limits::linger_time);
    watch_reading();
}

// --- Waiting
// ------------------------------------------------------------------------------------------------------

void Connection::watch_reading() {
    if (!readable_ && !writable_ && !input_ended_ && phase_ != Phase::closed)
        readable_ = watch([this] { on_readable(); });
}

/// TLS may have to write before it can read on.
void Connection::watch_reading_anew() {
    if (stream_.waits_for_output() == watched_for_output_)
        return;
    readable_.reset();
    watch_reading();
}

/// A descriptor is watched for one thing at a time. Who does not read our answers is not read from either.
void Connection::watch_writing() {
    readable_.reset();
    if (writable_ && stream_.waits_for_output() == watched_for_output_)
        return;
    writable_.reset();
    writable_ = watch([this] { on_writable(); });
}

/// For whatever the stream waits for.
sys::Registration Connection::watch(sys::Loop::Callback callback) {
    watched_for_output_ = stream_.waits_for_output();
    return watched_for_output_ ? site_.loop.when_writable(stream_.fd(), std::move(callback))
                               : site_.loop.when_readable(stream_.fd(), std::move(callback));
}

/// The timer is armed anew only for an earlier deadline; for a later one it finds out when it fires.
void Connection::set_deadline(sys::Duration from_now) {
    deadline_ = site_.loop.clock().mono() + from_now;
    if (timer_ && armed_for_ <= deadline_)
        return;
    armed_for_ = deadline_;
    timer_ = site_.loop.at(deadline_, [this] { on_deadline(); });
}

void Connection::clear_deadline() {
    deadline_ = sys::MonoTime::max();
    wait_.reset();
}

void Connection::on_deadline() {
    timer_.reset();
    const sys::MonoTime now = site_.loop.clock().mono();
    if (deadline_ == sys::MonoTime::max())
        return;
    if (now < deadline_)
        return set_deadline(deadline_ - now);
    if (phase_ != Phase::reading || output_waits() || !parser_.started())
        return end();
    request_ = Request{};
    refuse(408);
}

void Connection::end() {
    if (phase_ == Phase::closed)
        return;
    close();
    site_.loop.defer([self = shared_from_this()] { self->ended_(*self); });
}

void Connection::close() {
    phase_ = Phase::closed;
    ++serial_;
    pending_.reset();
    source_.reset();
    body_ = {};
    readable_.reset();
    writable_.reset();
    timer_.reset();
    output_.clear();
    written_ = 0;
    stream_.close();
}

}  // namespace supervise::http
