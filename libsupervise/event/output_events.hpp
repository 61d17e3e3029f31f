/// PROCESS_LOG and PROCESS_COMMUNICATION events of one channel of a process (EVT-007, EVT-008).
#pragma once

#include "event/bus.hpp"
#include "event/payload.hpp"
#include "log/child_log.hpp"

namespace supervise::event {

class OutputEvents final : public log::OutputObserver {
public:
    /// Listens to the channel's log as long as it lives; the process and the bus outlive it.
    OutputEvents(process::Process& process, Channel channel, Bus& bus);
    ~OutputEvents() override { log_.set_observer(nullptr); }
    OutputEvents(const OutputEvents&) = delete;
    OutputEvents& operator=(const OutputEvents&) = delete;

    void on_output(std::string_view bytes) override;
    void on_communication(std::string_view bytes) override;
    void on_end() override;

private:
    void tell(std::string_view bytes);

    process::Process& process_;
    Channel channel_;
    Bus& bus_;
    log::ChildLog& log_;
    std::string held_;  ///< the beginning of a character that a read has cut
};

}  // namespace supervise::event
