/// The system calls that make, signal and reap processes, behind an interface so that tests can play the
/// kernel.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "sys/fd.hpp"
#include "sys/low_descriptors.hpp"

namespace supervise::sys {

/// Who a process runs as: user, primary group and all supplementary groups (DAEMON-006).
struct Credentials {
    uid_t uid = 0;
    gid_t gid = 0;
    std::vector<gid_t> groups;
};

/// What a child is made of. Descriptors stay owned by the caller.
struct SpawnRequest {
    std::string path;  ///< file to execute, already resolved
    std::vector<std::string> argv;
    std::vector<std::string> environment;  ///< NAME=value
    int stdin_fd = -1;
    int stdout_fd = -1;
    int stderr_fd = -1;
    std::optional<Credentials> credentials;  ///< none: keep the daemon's
    std::optional<std::string> directory;
    std::optional<unsigned> umask;
    bool own_group = true;  ///< false: stays in the process group of the caller
};

/// Where between fork and exec a launch failed, and the errno.
struct SpawnFailure {
    enum class Stage { fork, process_group, descriptors, credentials, directory, exec };
    Stage stage = Stage::fork;
    int code = 0;
};

/// A child that may still be on its way to its program.
struct Launch {
    pid_t pid = 0;
    Fd status;  ///< non-blocking; readable as soon as there is a verdict
};

/// What a launch has come to.
struct Verdict {
    enum class Kind {
        pending,   ///< between fork and exec
        executed,  ///< it runs its program
        failed,    ///< it does not; its exit with status 127 follows
    };
    Kind kind = Kind::pending;
    SpawnFailure failure{};  ///< when failed
};

/// A child that ended: status as waitpid(2) reports it.
struct Exit {
    pid_t pid = 0;
    int status = 0;
};

class ProcessCalls {
public:
    virtual ~ProcessCalls() = default;

    /// Starts a child, as a rule in its own process group, in the daemon's session, with every signal at its
    /// default and none blocked, and with no descriptor but 0, 1 and 2. Fails when there is no child; whether
    /// the child has become its program, verdict() tells.
    virtual tl::expected<Launch, SpawnFailure> launch(const SpawnRequest& request) = 0;

    /// Looks at the status of a launch, without waiting.
    virtual Verdict verdict(const Fd& status) = 0;

    /// kill(2): a negative `pid` addresses a process group. Returns 0 or the errno.
    virtual int kill(pid_t pid, int signal) = 0;

    /// Every child that has ended since the last call, known or not.
    virtual std::vector<Exit> reap() = 0;
};

/// The kernel's.
class KernelProcessCalls final : public ProcessCalls {
public:
    KernelProcessCalls() = default;
    /// For who may have thousands of descriptors open: a launch takes no longer for them. Not while another
    /// thread launches.
    explicit KernelProcessCalls(std::optional<LowDescriptors> low) : low_(std::move(low)) {}

    tl::expected<Launch, SpawnFailure> launch(const SpawnRequest& request) override;
    Verdict verdict(const Fd& status) override;
    int kill(pid_t pid, int signal) override;
    std::vector<Exit> reap() override;

private:
    std::optional<LowDescriptors> low_;
};

}  // namespace supervise::sys
