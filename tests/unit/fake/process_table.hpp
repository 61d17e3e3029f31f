/// A machine whose processes the test makes up.
#pragma once

#include "sys/process_table.hpp"

namespace supervise::fake {

class ProcessTable final : public sys::ProcessTable {
public:
    Result<std::vector<sys::ProcessStat>> read() const override {
        ++reads;
        if (fails)
            return fail("opendir '/proc': No such file or directory", 2);
        return processes;
    }

    std::string command_of(pid_t pid) const override { return "command " + std::to_string(pid); }

    sys::ProcessStat& add(pid_t pid, pid_t parent, std::uint64_t memory = 0,
                          std::chrono::milliseconds cpu = std::chrono::milliseconds(0)) {
        processes.push_back({pid, parent, pid, memory, cpu, {}});
        return processes.back();
    }
    sys::ProcessStat& of(pid_t pid) {
        for (sys::ProcessStat& process : processes)
            if (process.pid == pid)
                return process;
        return add(pid, 1);
    }

    std::vector<sys::ProcessStat> processes;
    bool fails = false;
    mutable int reads = 0;
};

}  // namespace supervise::fake
