#include "transport/heartbeat.hpp"

#include <utility>

namespace deployer::transport {

/// A session that is used by its thread or by the heartbeat, never by both.
class Heartbeat::Kept final : public Session {
public:
    Kept(std::unique_ptr<AgentSession> session, std::shared_ptr<Heartbeat> heartbeat)
        : session_(std::move(session)), heartbeat_(std::move(heartbeat)) {
        const std::lock_guard lock(heartbeat_->mutex_);
        heartbeat_->kept_.insert(this);
    }
    ~Kept() override {
        const std::lock_guard lock(heartbeat_->mutex_);
        heartbeat_->kept_.erase(this);
    }
    Kept(const Kept&) = delete;
    Kept& operator=(const Kept&) = delete;

    const std::string& facts() const override { return session_->facts(); }

    supervise::Result<void> run(std::span<const task::Request> requests, const task::Contents& contents,
                                const std::function<void(std::size_t, task::Answer)>& take) override {
        const std::lock_guard lock(in_use_);
        return session_->run(requests, contents, take);
    }

    /// One that is in use speaks for itself.
    void say_waiting() {
        if (const std::unique_lock lock(in_use_, std::try_to_lock); lock)
            session_->say_waiting();
    }

private:
    std::mutex in_use_;
    std::unique_ptr<AgentSession> session_;
    std::shared_ptr<Heartbeat> heartbeat_;
};

Heartbeat::Heartbeat(std::chrono::milliseconds interval) : interval_(interval), thread_([this] { beat(); }) {}

Heartbeat::~Heartbeat() {
    {
        const std::lock_guard lock(mutex_);
        ends_ = true;
    }
    ending_.notify_all();
    thread_.join();
}

std::unique_ptr<Session> Heartbeat::keep_awake(std::unique_ptr<AgentSession> session) {
    return std::make_unique<Kept>(std::move(session), shared_from_this());
}

void Heartbeat::beat() {
    std::unique_lock lock(mutex_);
    while (!ending_.wait_for(lock, interval_, [this] { return ends_; }))
        for (Kept* kept : kept_)
            kept->say_waiting();
}

}  // namespace deployer::transport
