#include "client/live_status.hpp"

#include <set>
#include <type_traits>

#include <nlohmann/json.hpp>

namespace supervise::client {
namespace {

using Json = nlohmann::json;

/// A member of an object, if it is there and of that type; members that are not there yet or not any more, as
/// another version may have it, are no error.
template <typename T>
std::optional<T> optional_member(const Json& object, const char* name) {
    const auto found = object.find(name);
    if constexpr (std::is_same_v<T, std::string>) {
        return found != object.end() && found->is_string() ? std::optional(found->get<std::string>())
                                                           : std::nullopt;
    } else {
        const bool fits = found != object.end() &&
                          (std::is_integral_v<T> ? found->is_number_integer() : found->is_number());
        return fits ? std::optional(found->get<T>()) : std::nullopt;
    }
}

template <typename T>
T member(const Json& object, const char* name) {
    return optional_member<T>(object, name).value_or(T());
}

LiveUsage usage_of(const Json& object) {
    return {optional_member<std::int64_t>(object, "memory"), optional_member<double>(object, "cpu_percent"),
            optional_member<double>(object, "cpu_seconds"),
            optional_member<std::int64_t>(object, "process_count")};
}

LiveDaemon daemon_of(const Json& object, sys::MonoTime now) {
    LiveDaemon daemon;
    daemon.identifier = member<std::string>(object, "identifier");
    daemon.version = member<std::string>(object, "version");
    daemon.statename = member<std::string>(object, "statename");
    daemon.pid = optional_member<std::int64_t>(object, "pid");
    daemon.uptime = optional_member<std::int64_t>(object, "uptime");
    daemon.usage = usage_of(object);
    daemon.heard = now;
    return daemon;
}

LiveProcess process_of(const Json& object, sys::MonoTime now) {
    LiveProcess process;
    process.group = member<std::string>(object, "group");
    process.name = member<std::string>(object, "name");
    process.state = member<std::int64_t>(object, "state");
    process.statename = member<std::string>(object, "statename");
    process.description = member<std::string>(object, "description");
    process.pid = optional_member<std::int64_t>(object, "pid");
    process.uptime = optional_member<std::int64_t>(object, "uptime");
    process.restarts = member<std::int64_t>(object, "restarts");
    process.usage = usage_of(object);
    process.heard = now;
    return process;
}

const Json::array_t& array_member(const Json& object, const char* name) {
    static const Json::array_t none;
    const auto found = object.find(name);
    return found != object.end() && found->is_array() ? found->get_ref<const Json::array_t&>() : none;
}

LiveProcesses::key_type key_of(const LiveProcess& process) {
    return {process.group, process.name};
}

bool is_same_state(const LiveProcess& a, const LiveProcess& b) {
    return a.state == b.state && a.pid == b.pid && a.restarts == b.restarts;
}

/// One event's worth of work on the processes.
class Update {
public:
    Update(LiveProcesses& processes, sys::MonoTime now) : processes_(processes), now_(now) {}

    void put(const Json& object) {
        LiveProcess process = process_of(object, now_);
        const auto before = processes_.find(key_of(process));
        if (before == processes_.end() || !is_same_state(before->second, process)) {
            changes.push_back(process);
        }
        processes_.insert_or_assign(key_of(process), std::move(process));
    }
    void put_all(const Json& event) {
        for (const Json& process : array_member(event, "processes")) {
            put(process);
        }
    }
    /// Nothing but these is there.
    void replace_all(const Json& event) {
        keep_only(event, [](const auto&) { return false; });
        put_all(event);
    }
    void put_usage(const Json& event) {
        for (const Json& object : array_member(event, "processes")) {
            const auto known = processes_.find(key_of(process_of(object, now_)));
            if (known != processes_.end()) {
                known->second.usage = usage_of(object);
            }
        }
    }
    /// Its processes are these and no others: none of a group that was removed.
    void change_group(const Json& event) {
        const auto group = member<std::string>(event, "group");
        keep_only(event, [&](const auto& key) { return key.first != group; });
        put_all(event);
    }

    std::vector<LiveProcess> changes;

private:
    /// Those that the event names, and others that are to stay.
    template <typename Stays>
    void keep_only(const Json& event, Stays stays) {
        std::set<LiveProcesses::key_type> told;
        for (const Json& process : array_member(event, "processes")) {
            told.insert(key_of(process_of(process, now_)));
        }
        std::erase_if(processes_, [&](const auto& process) {
            return !told.contains(process.first) && !stays(process.first);
        });
    }

    LiveProcesses& processes_;
    sys::MonoTime now_;
};

}  // namespace

Answer<std::vector<LiveProcess>> LiveStatus::apply(const ServerEvent& event, sys::MonoTime now) {
    const Json data = Json::parse(event.data, nullptr, false);
    if (!data.is_object()) {
        return failure(Error::Kind::unintelligible, 0, "an event of /api/live is not a JSON object");
    }
    Update update(processes_, now);
    if (event.name == "snapshot") {
        update.replace_all(data);
    } else if (event.name == "process") {
        update.put(data);
    } else if (event.name == "group") {
        update.change_group(data);
    } else if (event.name == "usage") {
        update.put_usage(data);
    }
    const auto daemon = data.find("daemon");
    if (event.name == "daemon") {
        daemon_ = daemon_of(data, now);
    } else if (daemon != data.end() && daemon->is_object()) {
        daemon_ = daemon_of(*daemon, now);
    }
    return std::move(update.changes);
}

}  // namespace supervise::client
