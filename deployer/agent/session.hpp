/// The conversation with the deployer, from the magic line to the end of the input (task/wire.hpp).
#pragma once

#include <chrono>
#include <string>

#include "agent/context.hpp"
#include "agent/lock.hpp"
#include "task/wire.hpp"

namespace deployer::agent {

class Session {
public:
    /// Frames come from `in` and go to `out`. A deployer that is not heard of for `silence` is gone.
    Session(int in, int out, std::chrono::milliseconds silence = task::deployer_silence);

    /// Introduces itself, then serves until the deployer says bye, goes, or talks nonsense: false then. What
    /// it is in when the other side goes is finished, so that nothing stays half done.
    bool serve(Host& host, StateFolder& state, const std::string& facts);

    /// To be called now and then while something takes long.
    void still_working();

private:
    supervise::Result<task::Frame> next();
    void send(task::FrameKind kind, std::string_view payload);
    void send(const task::Answer& answer);

    bool begin(Host& host, StateFolder& state, Context& context, std::optional<Lock>& lock);
    bool run(Context& context, const std::string& payload);
    supervise::Result<void> fetch(const task::Content& content, const Sink& sink);

    int in_, out_;
    std::chrono::milliseconds silence_;
    task::FrameReader reader_;
    bool gone_ = false;  ///< nobody reads what is sent
    bool begun_ = false;
    std::chrono::steady_clock::time_point last_sent_;
};

}  // namespace deployer::agent
