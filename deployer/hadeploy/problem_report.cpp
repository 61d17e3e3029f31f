#include "hadeploy/problem_report.hpp"

#include <fmt/core.h>

namespace deployer::hadeploy {

void ProblemReport::result(const report::ItemResult& result) {
    if (result.outcome == report::Outcome::failed)
        err_(fmt::format("fatal: [{}]: FAILED! {}\n", result.host, result.message));
    else if (result.outcome == report::Outcome::unreachable)
        err_(fmt::format("fatal: [{}]: UNREACHABLE! {}\n", result.host, result.message));
}

void ProblemReport::note(std::string_view text) {
    err_(fmt::format("{}\n", text));
}

}  // namespace deployer::hadeploy
