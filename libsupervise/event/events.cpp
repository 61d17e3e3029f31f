#include "event/events.hpp"

#include "event/payload.hpp"

namespace supervise::event {

Events::Events(Context context) : context_(context), bus_(context.next_serial), ticks_(bus_, context.loop) {
    bus_.when_subscriptions_change([this] { ticks_.subscriptions_changed(); });
}

void Events::group_added(process::Group& group) {
    const bool is_pool = group.config().listener.has_value();
    for (const auto& process : group.processes())
        watch_output(*process, is_pool);
    if (is_pool) {
        pools_.push_back(std::make_unique<Pool>(
            group, PoolContext{bus_, context_.loop, context_.logger, context_.identifier}));
        by_group_.emplace(pools_.back()->name(), pools_.back().get());
    }
    if (bus_.wanted(EventType::process_group_added))
        bus_.publish(EventType::process_group_added, group_payload(group.name()));
}

void Events::group_leaves(const process::Group& group) {
    if (const auto found = by_group_.find(group.name()); found != by_group_.end()) {
        const Pool* pool = found->second;
        by_group_.erase(found);
        std::erase_if(pools_, [pool](const auto& owned) { return owned.get() == pool; });
    }
    for (const auto& process : group.processes())
        channels_.erase(process.get());
}

void Events::group_removed(const std::string& name) {
    if (bus_.wanted(EventType::process_group_removed))
        bus_.publish(EventType::process_group_removed, group_payload(name));
}

void Events::process_added(process::Process& process) {
    watch_output(process, false);
}

void Events::process_leaves(const process::Process& process) {
    if (const auto pool = by_group_.find(process.group()); pool != by_group_.end())
        pool->second->process_leaves(process);
    channels_.erase(&process);
}

/// Only of channels that have something to tell.
void Events::watch_output(process::Process& process, bool is_listener) {
    const auto tells = [](const config::ChannelConfig& channel) {
        return channel.events_enabled || channel.capture_maxbytes > 0;
    };
    Channels channels;
    if (!is_listener && tells(process.config().stdout_channel))  // CFG-190
        channels.standard_output = std::make_unique<OutputEvents>(process, Channel::standard_output, bus_);
    if (tells(process.config().stderr_channel))
        channels.standard_error = std::make_unique<OutputEvents>(process, Channel::standard_error, bus_);
    if (channels.standard_output || channels.standard_error)
        channels_.insert_or_assign(&process, std::move(channels));
}

void Events::state_changed(const process::Process& process, process::State from, process::State to) {
    const EventType type = state_event(to);
    if (bus_.wanted(type))
        bus_.publish(type, state_payload(process, from, to));
    if (by_group_.empty())
        return;
    if (const auto pool = by_group_.find(process.group()); pool != by_group_.end())
        pool->second->process_changed(process, to);
}

void Events::daemon_runs() {
    if (bus_.wanted(EventType::supervisor_state_change_running))
        bus_.publish(EventType::supervisor_state_change_running, {});
}

void Events::daemon_stops() {
    if (bus_.wanted(EventType::supervisor_state_change_stopping))
        bus_.publish(EventType::supervisor_state_change_stopping, {});
}

void Events::remote_communication(std::string_view type, std::string_view message) {
    if (bus_.wanted(EventType::remote_communication))
        bus_.publish(EventType::remote_communication, remote_payload(type, message));
}

}  // namespace supervise::event
