/// From the predictions of a host to where it differs from its description. Pure.
#pragma once

#include <string>
#include <vector>

#include "control/comparison.hpp"
#include "plan/plan.hpp"
#include "task/operation.hpp"

namespace deployer::run {

/// Of one host.
class Differences {
public:
    /// What the host says of an item that was to be predicted. What it cannot tell differs, for the reason
    /// given.
    void note(const plan::Item& item, const task::Answer& answer);

    /// In the order of the plan, each thing once; without what these surveys tell already.
    control::Differences without(const std::vector<std::string>& surveys) const;

private:
    control::Differences found_;
};

}  // namespace deployer::run
