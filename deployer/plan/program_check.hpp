/// Whether supervisord takes the files of programs and groups as they are rendered. One that it refuses keeps
/// the whole daemon from reading its configuration again, and from starting again.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plan/maker.hpp"

namespace deployer::plan {

struct IncludedFault {
    std::size_t file = 0;  ///< which of the texts
    unsigned line = 0;     ///< 0: none in particular
    std::string section, key;
    std::string what, remedy;
};

/// What supervisord refuses of files that it reads together. Accounts and folders are taken to be there, and
/// variables of the daemon's environment to be set to something that fits.
std::vector<IncludedFault> faults_of(const std::vector<std::string_view>& texts);

/// The files of a deployment, by daemon.
class WrittenFiles {
public:
    explicit WrittenFiles(Maker& maker) : maker_(maker) {}

    void add(const model::Program& program, std::size_t host, const task::EnsureFile& file);
    void add(const model::ProgramGroup& group, std::size_t host, const task::EnsureFile& file);
    /// Adds what is wrong to the problems; each set of files that hosts have in common is looked at once.
    void check() const;

private:
    struct Written {
        const model::Program* program = nullptr;     ///< this or
        const model::ProgramGroup* group = nullptr;  ///< that
        const task::Contents::Held* content = nullptr;
        bool is_secret = false;
    };
    using Daemon = std::pair<std::size_t, std::size_t>;  ///< supervisor, host

    const task::Contents::Held* content_of(const task::EnsureFile& file) const;
    void complain(const Written& written, const IncludedFault& fault, std::size_t host) const;

    Maker& maker_;
    std::map<Daemon, std::vector<Written>> files_;
};

}  // namespace deployer::plan
