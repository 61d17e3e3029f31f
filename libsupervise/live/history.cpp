#include "live/history.hpp"

#include "live/limits.hpp"
#include "process/description.hpp"

namespace supervise::live {
namespace {

using process::State;

/// A vector, since most lists stay short and there is one for each program.
template <typename T>
void keep(std::vector<T>& list, T entry, std::size_t most) {
    if (list.size() == most)
        list.erase(list.begin());
    list.push_back(std::move(entry));
}

std::string key_of(const process::Process& process) {
    return process.group() + ":" + process.name();
}

/// A child has ended by this change; a start that failed had none.
bool ends_child(const process::Process& process, State from, State to) {
    const bool had_one = from == State::starting || from == State::running || from == State::stopping;
    const bool has_none = process::is_stopped(to) || to == State::backoff;
    return had_one && has_none && process.subject_pid() != 0 && process.last_status().has_value();
}

}  // namespace

void History::state_changed(const process::Process& process, State from, State to, std::int64_t time) {
    Record& record = records_[key_of(process)];
    StateChange change{time, from, to, {}};
    if (ends_child(process, from, to)) {
        change.text = process::describe_exit(*process.last_status());
        keep(record.exits,
             PastExit{time, change.text, process.ended_as_expected(), process.ended_on_request()},
             limits::max_exits_kept);
    } else if (to == State::backoff || to == State::fatal) {
        change.text = process.snapshot().spawnerr;
    }
    keep(record.changes, std::move(change), limits::max_changes_kept);
}

void History::group_removed(std::string_view group) {
    const std::string prefix = std::string(group) + ":";
    std::erase_if(records_, [&](const auto& record) { return record.first.starts_with(prefix); });
}

void History::process_removed(const process::Process& process) {
    records_.erase(key_of(process));
}

const History::Record* History::of(const process::Process& process) const {
    const auto record = records_.find(key_of(process));
    return record == records_.end() ? nullptr : &record->second;
}

}  // namespace supervise::live
