/// From the predictions of a host to where it differs from its description. Pure.
#pragma once

#include <map>
#include <string>
#include <tuple>

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

    /// In the order of the plan, each thing once.
    const control::Differences& found() const { return found_; }

private:
    control::Differences found_;
    std::map<std::tuple<std::string, std::string, std::string>, std::size_t> places_;  ///< in it
};

}  // namespace deployer::run
