#include "transport/agent_session.hpp"

#include <algorithm>
#include <cerrno>

#include <fmt/format.h>

#include "sys/files.hpp"
#include "transport/explain.hpp"
#include "transport/limits.hpp"

namespace deployer::transport {

namespace sys = supervise::sys;

/// Of one run().
struct AgentSession::Progress {
    const task::Contents& contents;
    const std::function<void(std::size_t, task::Answer)>& take;
    std::size_t answered = 0;
    bool stopped = false;         ///< behind a failure
    std::string content_problem;  ///< why the content asked for last could not be sent
};

supervise::Result<std::unique_ptr<AgentSession>> AgentSession::begin(Channel channel, std::string_view rest,
                                                                     const model::Host& host,
                                                                     const task::Begin& wishes) {
    auto session = std::make_unique<AgentSession>(std::move(channel), host);
    if (auto greeted = session->read_hello(rest, wishes); !greeted)
        return tl::unexpected(greeted.error());
    return session;
}

supervise::Result<void> AgentSession::read_hello(std::string_view rest, const task::Begin& wishes) {
    if (auto put = frames_.put(rest); !put)
        return over(put.error().message);
    const auto frame = next_frame();
    if (!frame)
        return tl::unexpected(frame.error());
    if (frame->kind != task::FrameKind::hello)
        return over("the agent did not say hello");
    auto hello = task::decode_hello(frame->payload);
    if (!hello)
        return over(hello.error().message);
    if (!hello->problem.empty())
        return over(hello->problem);
    facts_ = std::move(hello->facts);

    channel_.send(task::encode(task::FrameKind::begin, task::encode_begin(wishes)));
    const auto said = next_frame();
    if (!said)
        return tl::unexpected(said.error());
    const auto answer = said->kind == task::FrameKind::answer ? task::decode_answer(said->payload)
                                                              : supervise::fail("the agent did not begin");
    if (!answer)
        return over(answer.error().message);
    if (answer->status == task::Status::failed)
        return over(answer->message, answer->value == task::lock_is_held ? EBUSY : 0);
    return {};
}

AgentSession::~AgentSession() {
    if (!is_over_)
        channel_.send(task::encode(task::FrameKind::bye, {}));
    channel_.close(limits::goodbye);
}

void AgentSession::say_waiting() {
    if (is_over_ || channel_.unsent() > 0)
        return;
    channel_.send(task::encode(task::FrameKind::waiting, {}));
    // What has gone wrong shows at the next run().
    (void)channel_.move(sys::Duration::zero());
}

supervise::Result<void> AgentSession::run(std::span<const task::Request> requests,
                                          const task::Contents& contents,
                                          const std::function<void(std::size_t, task::Answer)>& take) {
    if (is_over_)
        return over("the connection to the host was lost");
    Progress progress{contents, take, 0, false, {}};
    while (progress.answered < requests.size() && !progress.stopped) {
        const std::size_t count = std::min(requests.size() - progress.answered, task::max_requests);
        if (auto done = run_batch(requests.subspan(progress.answered, count), progress); !done)
            return done;
    }
    return {};
}

supervise::Result<void> AgentSession::run_batch(std::span<const task::Request> requests, Progress& progress) {
    std::string payload = task::encode_run(requests);
    if (payload.size() >= task::max_frame) {
        // Few requests are large; halves go as they fit.
        if (requests.size() == 1)
            return refuse(requests.front(), progress);
        if (auto first = run_batch(requests.first(requests.size() / 2), progress); !first || progress.stopped)
            return first;
        return run_batch(requests.subspan(requests.size() / 2), progress);
    }
    channel_.send(task::encode(task::FrameKind::run, payload));
    const std::size_t first = progress.answered;
    for (;;) {
        auto frame = next_frame();
        if (!frame)
            return tl::unexpected(frame.error());
        if (frame->kind == task::FrameKind::done) {
            if (progress.answered - first != requests.size() && !progress.stopped)
                return over("the agent left requests out");
            return {};
        }
        if (frame->kind == task::FrameKind::need) {
            if (auto sent = send_content(frame->payload, progress); !sent)
                return sent;
            continue;
        }
        auto answer = frame->kind == task::FrameKind::answer
                          ? task::decode_answer(frame->payload)
                          : supervise::fail("the agent said something unexpected");
        if (!answer)
            return over(answer.error().message);
        if (progress.answered - first == requests.size())
            return over("the agent answered more than it was asked");
        const bool has_failed = answer->status == task::Status::failed;
        if (has_failed && !progress.content_problem.empty())
            answer->message = progress.content_problem;
        progress.content_problem.clear();
        progress.stopped = has_failed && !requests[progress.answered - first].may_fail;
        progress.take(progress.answered, std::move(*answer));
        ++progress.answered;
    }
}

supervise::Result<void> AgentSession::refuse(const task::Request& request, Progress& progress) {
    task::Answer answer;
    answer.status = task::Status::failed;
    answer.message = fmt::format("{} is too large to be sent", task::operation_name(request.operation));
    progress.stopped = !request.may_fail;
    progress.take(progress.answered++, std::move(answer));
    return {};
}

supervise::Result<void> AgentSession::send_content(const std::string& sha256, Progress& progress) {
    const task::Contents::Held* held = progress.contents.find(sha256);
    supervise::Result<void> sent;
    if (held == nullptr)
        progress.content_problem = "the host asked for a content that this run does not have";
    else if (held->bytes != nullptr)
        sent = send_text(*held->bytes);
    else
        sent = send_file(held->path, progress);
    if (!sent)
        return sent;
    // An end before all of it has come is how the agent learns that there is no more.
    channel_.send(task::encode(task::FrameKind::data, {}));
    return {};
}

supervise::Result<void> AgentSession::send_text(std::string_view bytes) {
    while (!bytes.empty()) {
        const std::string_view piece = bytes.substr(0, task::data_piece);
        channel_.send(task::encode(task::FrameKind::data, piece));
        bytes.remove_prefix(piece.size());
        if (auto drained = drain(limits::unsent); !drained)
            return drained;
    }
    return {};
}

supervise::Result<void> AgentSession::send_file(const std::string& path, Progress& progress) {
    sys::KernelFileSystem files;
    const auto file = files.open_read(path, true);
    if (!file) {
        progress.content_problem = fmt::format("'{}' cannot be read: {}", path, file.error().message);
        return {};
    }
    std::string piece(task::data_piece, '\0');
    for (std::int64_t offset = 0;;) {
        const auto got = files.read_at(file->get(), offset, piece.data(), piece.size());
        if (!got) {
            progress.content_problem = fmt::format("'{}' cannot be read: {}", path, got.error().message);
            return {};
        }
        if (*got == 0)
            return {};
        offset += static_cast<std::int64_t>(*got);
        channel_.send(task::encode(task::FrameKind::data, std::string_view(piece).substr(0, *got)));
        if (auto drained = drain(limits::unsent); !drained)
            return drained;
    }
}

supervise::Result<task::Frame> AgentSession::next_frame() {
    for (;;) {
        if (auto frame = frames_.take()) {
            if (frame->kind == task::FrameKind::working)
                continue;
            return std::move(*frame);
        }
        if (auto moved = move(); !moved)
            return tl::unexpected(moved.error());
    }
}

supervise::Result<void> AgentSession::drain(std::size_t bytes) {
    while (channel_.unsent() > bytes)
        if (auto moved = move(); !moved)
            return moved;
    return {};
}

supervise::Result<void> AgentSession::move() {
    const auto event = channel_.move(limits::silence);
    if (!event)
        return over(event.error().message);
    if (auto put = frames_.put(channel_.take_output()); !put)
        return over(put.error().message);
    if (*event == Channel::Event::silence)
        return over(fmt::format("the host has not said anything for {} seconds", limits::silence.count()));
    if (*event == Channel::Event::ended)
        return over();
    return {};
}

tl::unexpected<supervise::Error> AgentSession::over(std::string_view instead, int code) {
    is_over_ = true;
    if (!instead.empty())
        return supervise::fail(std::string(instead), code);
    const int status = channel_.end_status();
    return supervise::fail(
        explain({.errors = channel_.errors(), .output = {}, .status = status, .logged_in = true}, host_));
}

}  // namespace deployer::transport
