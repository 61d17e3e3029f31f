#include "supervisorctl/daemon_names.hpp"

#include "client/supervisor_api.hpp"

namespace supervise::ctl {

std::span<const ProcessName> DaemonNames::processes() {
    if (!processes_) {
        processes_.emplace();
        const auto remote = is_silent_ ? nullptr : connect_();
        const auto found = remote ? client::SupervisorApi(*remote).all_processes()
                                  : client::Answer<std::vector<client::ProcessInfo>>();
        is_silent_ = !found;
        for (const client::ProcessInfo& process : found.value_or(std::vector<client::ProcessInfo>())) {
            processes_->push_back({process.group, process.name});
        }
    }
    return *processes_;
}

std::span<const std::string> DaemonNames::new_groups() {
    if (!new_groups_) {
        new_groups_.emplace();
        const auto remote = is_silent_ ? nullptr : connect_();
        const auto found = remote ? client::SupervisorApi(*remote).all_programs()
                                  : client::Answer<std::vector<client::ProgramInfo>>();
        is_silent_ = !found;
        for (const client::ProgramInfo& program : found.value_or(std::vector<client::ProgramInfo>())) {
            if (!program.in_use) {
                new_groups_->push_back(program.group);
            }
        }
    }
    return *new_groups_;
}

void DaemonNames::forget() {
    processes_.reset();
    new_groups_.reset();
    is_silent_ = false;
}

}  // namespace supervise::ctl
