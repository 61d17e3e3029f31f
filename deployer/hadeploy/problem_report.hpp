/// A report that tells problems only: beside a document on standard output.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "report/report.hpp"

namespace deployer::hadeploy {

class ProblemReport final : public report::Report {
public:
    explicit ProblemReport(std::function<void(std::string_view)> err) : err_(std::move(err)) {}

    void begin_play(std::string_view, std::size_t) override {}
    void begin_step(std::string_view, bool) override {}
    void result(const report::ItemResult& result) override;
    void note(std::string_view text) override;
    void no_more_hosts() override {}
    void progress(std::string_view, std::size_t, std::size_t) override {}
    void recap(const std::vector<report::HostTotals>&) override {}

private:
    std::function<void(std::string_view)> err_;
};

}  // namespace deployer::hadeploy
