#include <array>
#include <cerrno>
#include <csignal>
#include <memory>
#include <mutex>

#include "sys/connect.hpp"
#include "sys/random.hpp"
#include "sys/rlimits.hpp"
#include "sys/signals.hpp"
#include "transport/agent_program.hpp"
#include "transport/heartbeat.hpp"
#include "transport/limits.hpp"
#include "transport/login_attempt.hpp"
#include "transport/session.hpp"

namespace deployer::transport {
namespace {

namespace sys = supervise::sys;
using supervise::Result;

/// Each pause is a bit different, so that those who were turned away together do not come back together.
Result<std::chrono::milliseconds> pause_before(int attempt) {
    std::array<unsigned char, 1> random{};
    if (auto filled = sys::random_bytes(random); !filled)
        return tl::unexpected(filled.error());
    return limits::first_pause * (1 << (attempt - 1)) * (256 + random[0]) / 256;
}

Result<std::unique_ptr<AgentSession>> log_in(const model::Host& host, const LoginOptions& options,
                                             const AgentProgram& agent) {
    for (int attempt = 1;; ++attempt) {
        auto session = LoginAttempt(host, options, agent).run();
        if (session || session.error().code != EAGAIN || attempt == limits::login_attempts)
            return session;
        const auto pause = pause_before(attempt);
        if (!pause)
            return tl::unexpected(pause.error());
        if (const auto waited = sys::wait_for_any({}, *pause); !waited)
            return tl::unexpected(waited.error());
    }
}

/// Three pipes for each of a thousand hosts; where the system allows less, as many as it allows. When that is
/// not enough, starting a client will say so.
void allow_many_sessions() {
    const auto raised = sys::require_limit(sys::Resource::open_files, limits::open_files);
    if (raised.outcome == sys::RaisedLimit::Outcome::refused)
        static_cast<void>(sys::require_limit(sys::Resource::open_files, raised.available));
}

}  // namespace

Login open_ssh(const std::string& agent_file) {
    // A host that hangs up is an error of one write.
    sys::ignore_signals({SIGPIPE});
    allow_many_sessions();
    struct Program {
        std::once_flag once;
        Result<std::shared_ptr<const AgentProgram>> agent = supervise::fail("not read yet");
        std::shared_ptr<Heartbeat> heartbeat;
        Result<std::string> run = supervise::fail("not chosen yet");
    };
    return [agent_file, program = std::make_shared<Program>()](
               const model::Host& host, const LoginOptions& options) -> Result<std::unique_ptr<Session>> {
        // The heartbeat's thread begins with the first login, when the run has decided about signals.
        std::call_once(program->once, [&] {
            program->agent = read_agent_program(agent_file);
            program->heartbeat = std::make_shared<Heartbeat>();
            program->run = random_token();
        });
        if (!program->agent)
            return tl::unexpected(program->agent.error());
        if (!program->run)
            return tl::unexpected(program->run.error());
        LoginOptions of_run = options;
        of_run.begin.run = *program->run;
        auto session = log_in(host, of_run, **program->agent);
        if (!session)
            return tl::unexpected(session.error());
        return program->heartbeat->keep_awake(std::move(*session));
    };
}

}  // namespace deployer::transport
