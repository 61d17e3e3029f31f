#include "event/output_events.hpp"

#include <algorithm>
#include <utility>

namespace supervise::event {

namespace {

/// How many bytes at the end begin a character of which more must follow.
std::size_t begun_character(std::string_view bytes) {
    constexpr std::size_t most = 3;
    for (std::size_t back = 1; back <= std::min(most, bytes.size()); ++back) {
        const auto byte = static_cast<unsigned char>(bytes[bytes.size() - back]);
        if ((byte & 0xc0) == 0x80)
            continue;
        const std::size_t length = byte >= 0xf5   ? 1
                                   : byte >= 0xf0 ? 4
                                   : byte >= 0xe0 ? 3
                                   : byte >= 0xc2 ? 2
                                                  : 1;
        return length > back ? back : 0;
    }
    return 0;
}

}  // namespace

OutputEvents::OutputEvents(process::Process& process, Channel channel, Bus& bus)
    : process_(process),
      channel_(channel),
      bus_(bus),
      log_(channel == Channel::standard_output ? process.stdout_log() : process.stderr_log()) {
    log_.set_observer(this);
}

/// Where a read has cut a character its first bytes wait for the others: a listener gets text, and not the
/// bytes of a large piece one by one because the last is missing.
void OutputEvents::on_output(std::string_view bytes) {
    std::string joined;
    if (!held_.empty()) {
        joined = std::exchange(held_, {}).append(bytes);
        bytes = joined;
    }
    held_ = bytes.substr(bytes.size() - begun_character(bytes));
    bytes.remove_suffix(held_.size());
    if (!bytes.empty())
        tell(bytes);
}

void OutputEvents::on_end() {
    if (!held_.empty())
        tell(std::exchange(held_, {}));
}

void OutputEvents::tell(std::string_view bytes) {
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
