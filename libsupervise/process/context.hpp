/// What every process of one daemon shares.
#pragma once

#include <sys/types.h>

#include <string>
#include <unordered_map>
#include <vector>

#include "log/logger.hpp"
#include "process/state.hpp"
#include "sys/loop.hpp"
#include "sys/process_calls.hpp"
#include "sys/users.hpp"

namespace supervise::log {
struct LogContext;
}

namespace supervise::process {

class Process;

/// Is told of every change of state of every process, after it took place (PROCESS_STATE events,
/// `essential=`).
class StateObserver {
public:
    virtual ~StateObserver() = default;
    virtual void on_state(Process& process, State from, State to) = 0;
};

struct ProcessContext {
    sys::Loop& loop;
    sys::ProcessCalls& calls;
    log::Logger& logger;
    log::LogContext& logs;
    const sys::Users& users;
    std::vector<std::string> daemon_environment;  ///< NAME=value, what children inherit
    std::string server_url;                       ///< SUPERVISOR_SERVER_URL; empty: not set (PROC-044)
    bool strip_ansi = false;
    bool daemon_stopping = false;  ///< set for shutdown and restart: nothing is started any more
    StateObserver* observer = nullptr;
    std::unordered_map<pid_t, Process*> children;  ///< running children; each process keeps its own entry
};

}  // namespace supervise::process
