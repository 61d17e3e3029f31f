/// What deployments created on this host, so that a removal takes away exactly that: a journal in the agent's
/// folder, one line per change, written before the thing itself is made. A torn last line, of an agent that
/// was killed, does not count; a lost file means that nothing is known to be created.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "agent/state_folder.hpp"
#include "sys/fd.hpp"
#include "sys/result.hpp"

namespace deployer::agent {

enum class Made : char {
    file = 'f',  ///< the note: holds_secret, or nothing
    folder = 'd',
    user = 'u',
    group = 'g',
    home = 'h',      ///< by the login; the note is its path
    download = 'w',  ///< by path; the note says what was downloaded
};

/// The note of a file that was written with a secret in it.
inline constexpr const char* holds_secret = "secret";

class Ledger {
public:
    explicit Ledger(StateFolder& folder) : folder_(folder) {}

    bool has(Made kind, const std::string& name);
    std::optional<std::string> note(Made kind, const std::string& name);
    /// Was made by a deployment: as a file or as a folder.
    bool made_path(const std::string& path);

    supervise::Result<void> add(Made kind, const std::string& name, const std::string& note = "");
    supervise::Result<void> drop(Made kind, const std::string& name);
    /// `path` and everything below it is gone.
    supervise::Result<void> drop_paths(const std::string& path);

    std::size_t size();
    /// Drops paths that are not there any more.
    supervise::Result<void> prune();

    /// Writes a journal that has grown much longer than what it says anew. Only with the lock held.
    supervise::Result<void> compact();
    /// Takes over what another agent of the same run has added meanwhile.
    void catch_up();
    /// What was added is on the disk.
    void sync();

private:
    using Key = std::pair<char, std::string>;

    void load();
    supervise::Result<void> append(const std::string& line);

    StateFolder& folder_;
    bool loaded_ = false;
    std::size_t lines_ = 0;
    std::int64_t size_ = 0;  ///< of the journal, with what was read and what was added here
    std::map<Key, std::string> entries_;
    supervise::sys::Fd journal_;
};

}  // namespace deployer::agent
