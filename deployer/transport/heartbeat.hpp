/// Tells agents that wait for their next request, every few seconds, that the deployer is still there: an
/// agent that hears nothing ends, so that a host that was cut off does not stay locked.
#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <set>
#include <thread>

#include "transport/agent_session.hpp"

namespace deployer::transport {

class Heartbeat : public std::enable_shared_from_this<Heartbeat> {
public:
    explicit Heartbeat(std::chrono::milliseconds interval = task::waiting_interval);
    ~Heartbeat();
    Heartbeat(const Heartbeat&) = delete;
    Heartbeat& operator=(const Heartbeat&) = delete;

    /// The same session, kept awake as long as it exists; this object lives as long as it.
    std::unique_ptr<Session> keep_awake(std::unique_ptr<AgentSession> session);

private:
    class Kept;
    void beat();

    const std::chrono::milliseconds interval_;
    std::mutex mutex_;  ///< of the members below
    std::condition_variable ending_;
    std::set<Kept*> kept_;
    bool ends_ = false;
    std::thread thread_;
};

}  // namespace deployer::transport
