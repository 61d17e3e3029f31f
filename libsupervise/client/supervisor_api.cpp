#include "client/supervisor_api.hpp"

#include <fmt/core.h>

#include "rpc/utf8.hpp"

namespace supervise::client {
namespace {

using rpc::Array;
using rpc::Value;

tl::unexpected<Error> unexpected_type(std::string_view what, Place where = Place::here()) {
    return failure(Error::Kind::unintelligible, 0,
                   fmt::format("the answer has no {} where one belongs", what), where);
}

/// Reads the members of a struct one after the other and remembers the first that is missing or of another
/// type.
class Members {
public:
    explicit Members(const Value& value) : value_(value) {}

    template <typename T>
    void read(std::string_view name, T& into) {
        const Value* member = value_.member(name);
        const T* content = member != nullptr ? member->get_if<T>() : nullptr;
        if (content != nullptr) {
            into = *content;
        } else if (missing_.empty()) {
            missing_ = name;
        }
    }
    template <class T>
    void read_if_there(std::string_view name, T& into) const {
        const Value* member = value_.member(name);
        if (const auto* content = member != nullptr ? member->get_if<T>() : nullptr) {
            into = *content;
        }
    }
    void read(std::string_view name, int& into) {
        std::int64_t wide = 0;
        read(name, wide);
        into = static_cast<int>(wide);
    }

    template <typename T>
    Answer<T> finish(T result) const {
        if (!missing_.empty()) {
            return unexpected_type(missing_);
        }
        return result;
    }

private:
    const Value& value_;
    std::string_view missing_;
};

Answer<ProcessInfo> process_info(const Value& value) {
    ProcessInfo info;
    Members members(value);
    members.read("group", info.group);
    members.read("name", info.name);
    members.read("state", info.state);
    members.read("statename", info.statename);
    members.read("description", info.description);
    members.read("pid", info.pid);
    members.read_if_there("spawnerr", info.spawnerr);
    members.read_if_there("exitstatus", info.exit_status);
    members.read_if_there("start", info.start);
    members.read_if_there("now", info.now);
    return members.finish(std::move(info));
}

Answer<ProgramInfo> program_info(const Value& value) {
    ProgramInfo info;
    Members members(value);
    members.read("group", info.group);
    members.read("name", info.name);
    members.read("inuse", info.in_use);
    members.read("autostart", info.autostart);
    members.read("group_prio", info.group_priority);
    members.read("process_prio", info.process_priority);
    members.read_if_there("startsecs", info.startsecs);
    members.read_if_there("stopwaitsecs", info.stopwaitsecs);
    Array exitcodes;
    members.read_if_there("exitcodes", exitcodes);
    for (const Value& code : exitcodes) {
        if (const auto* number = code.get_if<std::int64_t>()) {
            info.exitcodes.push_back(*number);
        }
    }
    return members.finish(std::move(info));
}

Answer<ProcessResult> process_result(const Value& value) {
    ProcessResult result;
    Members members(value);
    members.read("group", result.group);
    members.read("name", result.name);
    members.read("status", result.status);
    members.read("description", result.description);
    return members.finish(std::move(result));
}

Answer<std::string> name(const Value& value) {
    const auto* text = value.get_if<std::string>();
    return text != nullptr ? Answer<std::string>(*text) : unexpected_type("string");
}

template <typename T>
Answer<std::vector<T>> list_of(const Answer<Value>& answer, Answer<T> (*element)(const Value&)) {
    if (!answer) {
        return tl::unexpected(answer.error());
    }
    const auto* values = answer->get_if<Array>();
    if (values == nullptr) {
        return unexpected_type("array");
    }
    std::vector<T> list;
    list.reserve(values->size());
    for (const Value& value : *values) {
        auto read = element(value);
        if (!read) {
            return tl::unexpected(read.error());
        }
        list.push_back(std::move(*read));
    }
    return list;
}

}  // namespace

Answer<void> SupervisorApi::act(std::string_view method, Array params) {
    const auto answer = remote_.call(method, std::move(params));
    if (!answer) {
        return tl::unexpected(answer.error());
    }
    return {};
}

Answer<std::vector<ProcessResult>> process_results(const Answer<Value>& answer) {
    return list_of<ProcessResult>(answer, process_result);
}

Answer<std::string> SupervisorApi::text(std::string_view method, Array params) {
    const auto answer = remote_.call(method, std::move(params));
    if (!answer) {
        return tl::unexpected(answer.error());
    }
    return name(*answer);
}

Answer<std::string> SupervisorApi::api_version() {
    return text("supervisor.getVersion");
}

Answer<std::string> SupervisorApi::state() {
    const auto answer = remote_.call("supervisor.getState", {});
    if (!answer) {
        return tl::unexpected(answer.error());
    }
    std::string state;
    Members members(*answer);
    members.read("statename", state);
    return members.finish(std::move(state));
}

Answer<std::string> SupervisorApi::version() {
    return text("supervisor.getSupervisorVersion");
}

Answer<std::int64_t> SupervisorApi::pid() {
    const auto answer = remote_.call("supervisor.getPID", {});
    if (!answer) {
        return tl::unexpected(answer.error());
    }
    const auto* number = answer->get_if<std::int64_t>();
    return number != nullptr ? Answer<std::int64_t>(*number) : unexpected_type("int");
}

Answer<void> SupervisorApi::shutdown() {
    return act("supervisor.shutdown");
}

Answer<void> SupervisorApi::restart() {
    return act("supervisor.restart");
}

Answer<std::vector<ProcessInfo>> SupervisorApi::all_processes() {
    return list_of<ProcessInfo>(remote_.call("supervisor.getAllProcessInfo", {}), process_info);
}

Answer<ProcessInfo> SupervisorApi::process(const std::string& process_name) {
    const auto answer = remote_.call("supervisor.getProcessInfo", {process_name});
    if (!answer) {
        return tl::unexpected(answer.error());
    }
    return process_info(*answer);
}

Answer<std::vector<ProgramInfo>> SupervisorApi::all_programs() {
    return list_of<ProgramInfo>(remote_.call("supervisor.getAllConfigInfo", {}), program_info);
}

Answer<void> SupervisorApi::begin_start(const std::string& process_name) {
    return act("supervisor.startProcess", {process_name, false});
}

Answer<void> SupervisorApi::begin_stop(const std::string& process_name) {
    return act("supervisor.stopProcess", {process_name, false});
}

Answer<std::vector<ProcessResult>> SupervisorApi::stop_group(const std::string& group) {
    return process_results(remote_.call("supervisor.stopProcessGroup", {group}));
}

Answer<void> SupervisorApi::send_stdin(const std::string& process_name, std::string input) {
    if (const std::size_t place = rpc::find_not_xml(input); place != std::string::npos) {
        return failure(Error::Kind::bad_value, 0,
                       fmt::format("not sent: XML-RPC cannot carry byte {} of it, {:#04x}", place + 1,
                                   static_cast<unsigned char>(input[place])));
    }
    return act("supervisor.sendProcessStdin", {process_name, std::move(input)});
}

Answer<std::string> SupervisorApi::read_log(const std::string& process_name, Channel channel,
                                            std::int64_t offset, std::int64_t length) {
    return text(channel == Channel::standard_output ? "supervisor.readProcessStdoutLog"
                                                    : "supervisor.readProcessStderrLog",
                {process_name, offset, length});
}

Answer<std::string> SupervisorApi::read_main_log(std::int64_t offset, std::int64_t length) {
    return text("supervisor.readLog", {offset, length});
}

Answer<RereadResult> SupervisorApi::reread() {
    const auto answer = remote_.call("supervisor.reloadConfig", {});
    if (!answer) {
        return tl::unexpected(answer.error());
    }
    const auto* outer = answer->get_if<Array>();
    const auto* lists = outer != nullptr && outer->size() == 1 ? outer->front().get_if<Array>() : nullptr;
    if (lists == nullptr || lists->size() != 3) {
        return unexpected_type("array of three");
    }
    auto added = list_of<std::string>((*lists)[0], name);
    auto changed = list_of<std::string>((*lists)[1], name);
    auto removed = list_of<std::string>((*lists)[2], name);
    for (const auto* list : {&added, &changed, &removed}) {
        if (!*list) {
            return tl::unexpected(list->error());
        }
    }
    return RereadResult{std::move(*added), std::move(*changed), std::move(*removed)};
}

Answer<void> SupervisorApi::add_group(const std::string& group) {
    return act("supervisor.addProcessGroup", {group});
}

Answer<void> SupervisorApi::remove_group(const std::string& group) {
    return act("supervisor.removeProcessGroup", {group});
}

}  // namespace supervise::client
