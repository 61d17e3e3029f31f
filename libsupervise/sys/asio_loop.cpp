#include "sys/asio_loop.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include "sys/background.hpp"

namespace supervise::sys {

namespace asio = boost::asio;

struct AsioLoop::Parts {
    asio::io_context context{1};  // one thread runs it; others may post
    Background background;        // declared last: its jobs end before the context does
};

namespace {

/// A timer and its callback. The pending handler shares ownership, so that dropping the registration from
/// inside the callback leaves the callback alive until it returns.
struct TimerState {
    explicit TimerState(asio::io_context& context) : timer(context) {}
    asio::steady_timer timer;
    Loop::Callback callback;
    bool wanted = true;
};

class TimerRegistration final : public Registration::Impl {
public:
    explicit TimerRegistration(std::shared_ptr<TimerState> state) : state_(std::move(state)) {}
    ~TimerRegistration() override {
        state_->wanted = false;
        state_->timer.cancel();
    }

private:
    std::shared_ptr<TimerState> state_;
};

struct WatchState {
    explicit WatchState(asio::io_context& context) : descriptor(context) {}
    asio::posix::stream_descriptor descriptor;
    asio::posix::stream_descriptor::wait_type wait{};
    Loop::Callback callback;
    bool wanted = true;
};

void wait_for(const std::shared_ptr<WatchState>& state) {
    state->descriptor.async_wait(state->wait, [state](const boost::system::error_code& error) {
        if (error || !state->wanted)
            return;
        state->callback();
        if (state->wanted)
            wait_for(state);
    });
}

class WatchRegistration final : public Registration::Impl {
public:
    explicit WatchRegistration(std::shared_ptr<WatchState> state) : state_(std::move(state)) {}
    ~WatchRegistration() override {
        state_->wanted = false;
        state_->descriptor.release();  // leaves epoll; the descriptor stays its owner's
    }

private:
    std::shared_ptr<WatchState> state_;
};

Registration watch(asio::io_context& context, int fd, asio::posix::stream_descriptor::wait_type wait,
                   Loop::Callback callback) {
    auto state = std::make_shared<WatchState>(context);
    boost::system::error_code error;
    state->descriptor.assign(fd, error);
    if (error) {
        // epoll has no room for it (ENOSPC, ENOMEM) or the file is always ready (EPERM): let the caller's
        // read or write say what is wrong, once.
        asio::post(context, [state, callback = std::move(callback)] {
            if (state->wanted)
                callback();
        });
        return Registration(std::make_unique<WatchRegistration>(std::move(state)));
    }
    state->wait = wait;
    state->callback = std::move(callback);
    wait_for(state);
    return Registration(std::make_unique<WatchRegistration>(std::move(state)));
}

}  // namespace

AsioLoop::AsioLoop() : parts_(std::make_unique<Parts>()) {}
AsioLoop::~AsioLoop() = default;

boost::asio::io_context& AsioLoop::context() {
    return parts_->context;
}

void AsioLoop::run() {
    parts_->context.restart();
    const auto work = asio::make_work_guard(parts_->context);
    parts_->context.run();
}

void AsioLoop::stop() {
    parts_->context.stop();
}

Registration AsioLoop::at(MonoTime deadline, Callback callback) {
    auto state = std::make_shared<TimerState>(parts_->context);
    state->callback = std::move(callback);
    state->timer.expires_at(deadline);
    state->timer.async_wait([state](const boost::system::error_code& error) {
        if (!error && state->wanted)
            state->callback();
    });
    return Registration(std::make_unique<TimerRegistration>(std::move(state)));
}

Registration AsioLoop::when_readable(int fd, Callback callback) {
    return watch(parts_->context, fd, asio::posix::stream_descriptor::wait_read, std::move(callback));
}

Registration AsioLoop::when_writable(int fd, Callback callback) {
    return watch(parts_->context, fd, asio::posix::stream_descriptor::wait_write, std::move(callback));
}

void AsioLoop::defer(Callback callback) {
    asio::post(parts_->context, std::move(callback));
}

void AsioLoop::in_background(Callback job, Callback done) {
    asio::io_context& context = parts_->context;
    parts_->background.run([&context, job = std::move(job), done = std::move(done)]() mutable {
        job();
        if (done)
            asio::post(context, std::move(done));
    });
}

}  // namespace supervise::sys
