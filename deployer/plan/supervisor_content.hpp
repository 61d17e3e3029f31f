/// The files of a managed supervisor, as a host shall have them.
#pragma once

#include "plan/maker.hpp"
#include "plan/supervisor_files.hpp"

namespace deployer::plan {

/// Its values, rendered. `has_secret`: its configuration is not shown to anybody.
struct SupervisorOnHost {
    SupervisorLayout layout;
    bool has_secret = false;
};

SupervisorOnHost supervisor_on_host(Maker& maker, const model::Supervisor& supervisor, std::size_t host);

task::EnsureFile configuration_content(Maker& maker, const model::Supervisor& supervisor, std::size_t host);
task::EnsureFile unit_content(Maker& maker, const model::Supervisor& supervisor, std::size_t host);
task::EnsureFile wrapper_content(Maker& maker, const model::Supervisor& supervisor, std::size_t host);

}  // namespace deployer::plan
