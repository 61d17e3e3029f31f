#include "event/output_events.hpp"

namespace supervise::event {

OutputEvents::OutputEvents(process::Process& process, Channel channel, Bus& bus)
    : process_(process),
      channel_(channel),
      bus_(bus),
      log_(channel == Channel::standard_output ? process.stdout_log() : process.stderr_log()) {
    log_.set_observer(this);
}

void OutputEvents::on_output(std::string_view bytes) {
    const EventType type =
        channel_ == Channel::standard_output ? EventType::process_log_stdout : EventType::process_log_stderr;
    if (bus_.wanted(type))
        bus_.publish_output(type, log_payload(process_, channel_, bytes), process_.group());
}

void OutputEvents::on_communication(std::string_view bytes) {
    const EventType type = channel_ == Channel::standard_output ? EventType::process_communication_stdout
                                                                : EventType::process_communication_stderr;
    if (bus_.wanted(type))
        bus_.publish(type, communication_payload(process_, bytes));
}

}  // namespace supervise::event
