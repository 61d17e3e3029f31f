/// What `--action status --watch` shows of each look: on a terminal the newest in the place of the one
/// before, elsewhere only those in which something has changed.
#pragma once

#include <string>

#include "hadeploy/options.hpp"
#include "hadeploy/redaction.hpp"
#include "hadeploy/rooms.hpp"

namespace deployer::hadeploy {

class StatusView {
public:
    /// All of them outlive it.
    StatusView(const Options& options, const Surroundings& surroundings, const Redaction& redaction)
        : options_(options), here_(surroundings), without_secrets_(redaction) {}

    void show(const run::RunResult& look);

private:
    std::string text_of(const run::RunResult& look) const;

    const Options& options_;
    const Surroundings& here_;
    const Redaction& without_secrets_;
    std::string last_;  ///< what was shown last, without what changes by itself
};

}  // namespace deployer::hadeploy
