#include "agent/session.hpp"

#include <array>
#include <cerrno>
#include <variant>

#include "agent/operations.hpp"
#include "sys/fd.hpp"
#include "sys/readable.hpp"
#include "task/sha256.hpp"

namespace deployer::agent {

namespace {

using supervise::fail;
using supervise::Result;
using supervise::sys::Transfer;
using task::FrameKind;

}  // namespace

Session::Session(int in, int out, std::chrono::milliseconds silence)
    : in_(in), out_(out), silence_(silence), last_sent_(std::chrono::steady_clock::now()) {}

void Session::send(FrameKind kind, std::string_view payload) {
    last_sent_ = std::chrono::steady_clock::now();
    gone_ = gone_ || !supervise::sys::write_all(out_, task::encode(kind, payload));
}

void Session::send(const task::Answer& answer) {
    send(FrameKind::answer, task::encode_answer(answer));
}

void Session::still_working() {
    if (begun_ && std::chrono::steady_clock::now() - last_sent_ >= task::working_interval)
        send(FrameKind::working, "");
}

Result<task::Frame> Session::next() {
    std::array<char, 65536> piece{};
    for (;;) {
        if (auto frame = reader_.take()) {
            if (frame->kind == FrameKind::waiting)
                continue;
            return std::move(*frame);
        }
        if (const auto ready = supervise::sys::readable_within(in_, silence_); !ready || !*ready)
            return fail("the deployer has fallen silent");
        const Transfer read = supervise::sys::read_some(in_, piece.data(), piece.size());
        if (read.outcome != Transfer::Outcome::some)
            return fail("the deployer is gone");
        if (auto taken = reader_.put(std::string_view(piece.data(), read.bytes)); !taken)
            return tl::unexpected(taken.error());
    }
}

Result<void> Session::fetch(const task::Content& content, const Sink& sink) {
    send(FrameKind::need, content.sha256);
    if (gone_)
        return fail("the deployer is gone");
    task::Sha256 digest;
    std::uint64_t size = 0;
    Result<void> taken;
    for (;;) {
        const auto frame = next();
        if (!frame || frame->kind != FrameKind::data) {
            gone_ = true;
            return fail(frame ? "the deployer sent something else than the content that was asked for"
                              : frame.error().message);
        }
        if (frame->payload.empty())
            break;
        size += frame->payload.size();
        digest.update(frame->payload);
        // A full disk ends the writing, not the conversation: the rest is read and dropped.
        if (taken)
            taken = sink(frame->payload);
    }
    if (!taken)
        return taken;
    if (size != content.size || digest.hex() != content.sha256)
        return fail(
            "the content did not arrive whole: the deployer could not read it, or it has changed there "
            "meanwhile");
    return {};
}

bool Session::begin(Host& host, StateFolder& state, Context& context, std::optional<Lock>& lock) {
    const auto frame = next();
    if (!frame || frame->kind != FrameKind::begin)
        return false;
    const auto begin = task::decode_begin(frame->payload);
    if (!begin)
        return false;
    context.begin = *begin;
    begun_ = true;
    if (begin->lock) {
        auto taken = Lock::take(state, host, begin->run);
        if (!taken) {
            task::Answer answer = failed(taken.error());
            answer.value = taken.error().code == EWOULDBLOCK ? task::lock_is_held : "";
            send(answer);
            return false;
        }
        lock.emplace(std::move(*taken));
        // A journal that cannot be shortened is still a good journal.
        if (!lock->is_shared())
            (void)context.ledger.compact();
    }
    task::Answer answer = ok();
    answer.now = host.now();
    send(answer);
    return !gone_;
}

bool Session::run(Context& context, const std::string& payload) {
    const auto requests = task::decode_run(payload);
    if (!requests) {
        send(failed(requests.error()));
        return false;
    }
    // Another host of the run may have the same home.
    context.ledger.catch_up();
    for (const task::Request& request : *requests) {
        task::Answer answer = std::visit(
            [&context](const auto& operation) { return perform(context, operation); }, request.operation);
        answer.now = context.host.now();
        send(answer);
        if (gone_ || (answer.status == task::Status::failed && !request.may_fail))
            break;
    }
    context.late_sync.now();
    context.ledger.sync();
    send(FrameKind::done, "");
    return !gone_;
}

bool Session::serve(Host& host, StateFolder& state, const std::string& facts) {
    const auto usable = state.check();
    gone_ = !supervise::sys::write_all(out_, task::magic_line);
    send(FrameKind::hello,
         task::encode_hello({SUPERVISE_VERSION, facts, usable ? "" : usable.error().message}));
    if (gone_ || !usable)
        return false;
    Accounts accounts(host);
    Ledger ledger(state);
    Context context{host,
                    accounts,
                    ledger,
                    state,
                    [this](const task::Content& content, const Sink& sink) { return fetch(content, sink); },
                    {},
                    {},
                    {}};
    std::optional<Lock> lock;
    if (!begin(host, state, context, lock))
        return false;
    for (;;) {
        const auto frame = next();
        if (!frame || frame->kind == FrameKind::bye)
            return frame.has_value();
        if (frame->kind != FrameKind::run || !run(context, frame->payload))
            return false;
    }
}

}  // namespace deployer::agent
