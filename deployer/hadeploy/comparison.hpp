/// The deployment that `status` compares hosts with: read and planned as one that is carried out.
#pragma once

#include "hadeploy/description.hpp"

namespace deployer::hadeploy {

class Comparison {
public:
    /// `options`: of the status; they are kept in a copy, `surroundings` outlives it.
    Comparison(const Options& options, const Surroundings& surroundings, std::shared_ptr<Dialogue> dialogue);
    Comparison(const Comparison&) = delete;

    /// False when a deployment would be refused, for reasons that were told then, or has other hosts than
    /// `status`.
    bool load(const model::Model& status);

    /// Adds what hosts are asked to the plan of a status. When it cannot be planned for the hosts as they
    /// are, that is told, and states are all there is to see.
    void add_to(plan::Plan& plan, const std::vector<std::optional<jinja::Dict>>& facts);
    bool has_failed() const { return has_failed_; }

private:
    void tell_way_out() const;

    const Options options_;
    const Surroundings& here_;
    Description description_;
    bool has_failed_ = false;
};

}  // namespace deployer::hadeploy
