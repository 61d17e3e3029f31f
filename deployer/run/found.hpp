/// Looks for the supervisors that the description only names (plan/found.hpp), on one host.
#pragma once

#include "model/model.hpp"
#include "run/host_run.hpp"
#include "template/value.hpp"

namespace deployer::run {

/// The host's supervisors with `found`, for its facts; none when it has none. What is not found says why.
jinja::Dict find_supervisors(const model::Model& model, std::size_t host, HostRun& on_host);

}  // namespace deployer::run
