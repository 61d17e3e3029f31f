/// The conversation with an agent that has spoken (task/wire.hpp).
#pragma once

#include <memory>
#include <string>

#include "transport/channel.hpp"
#include "transport/session.hpp"

namespace deployer::transport {

class AgentSession final : public Session {
public:
    /// Reads the agent's hello, of which `rest` is the beginning, and has it begin. Fails in the agent's
    /// words, or with the reason why the connection ended.
    static supervise::Result<std::unique_ptr<AgentSession>>
    begin(Channel channel, std::string_view rest, const model::Host& host, const task::Begin& wishes);

    AgentSession(Channel channel, model::Host host) : channel_(std::move(channel)), host_(std::move(host)) {}
    ~AgentSession() override;
    AgentSession(const AgentSession&) = delete;
    AgentSession& operator=(const AgentSession&) = delete;

    const std::string& facts() const override { return facts_; }
    supervise::Result<void> run(std::span<const task::Request> requests, const task::Contents& contents,
                                const std::function<void(std::size_t, task::Answer)>& take) override;

    /// Tells the agent that the deployer is still there; does not wait. Not during run().
    void say_waiting();

private:
    struct Progress;

    supervise::Result<void> read_hello(std::string_view rest, const task::Begin& wishes);
    supervise::Result<void> run_batch(std::span<const task::Request> requests, Progress& progress);
    /// Answers for the agent, which could not read the request.
    supervise::Result<void> refuse(const task::Request& request, Progress& progress);
    supervise::Result<void> send_content(const std::string& sha256, Progress& progress);
    supervise::Result<void> send_text(std::string_view bytes);
    supervise::Result<void> send_file(const std::string& path, Progress& progress);
    supervise::Result<task::Frame> next_frame();
    /// Waits until no more than `bytes` are unsent.
    supervise::Result<void> drain(std::size_t bytes);
    /// One step of moving bytes; fails when the session is over.
    supervise::Result<void> move();
    tl::unexpected<supervise::Error> over(std::string_view instead = {}, int code = 0);

    Channel channel_;
    model::Host host_;
    task::FrameReader frames_;
    std::string facts_;
    bool is_over_ = false;
};

}  // namespace deployer::transport
