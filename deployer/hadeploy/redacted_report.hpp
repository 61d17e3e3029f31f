/// A report that is told everything but secrets: what daemons and hosts answer may repeat what they were
/// sent.
#pragma once

#include "hadeploy/redaction.hpp"
#include "report/report.hpp"

namespace deployer::hadeploy {

class RedactedReport final : public report::Report {
public:
    /// Both outlive it.
    RedactedReport(report::Report& report, const Redaction& redaction) : to_(report), without_(redaction) {}

    void begin_play(std::string_view title, std::size_t hosts) override;
    void begin_step(std::string_view title, bool is_handler) override;
    void result(const report::ItemResult& result) override;
    void note(std::string_view text) override;
    void no_more_hosts() override { to_.no_more_hosts(); }
    void progress(std::string_view what, std::size_t done, std::size_t total) override {
        to_.progress(what, done, total);
    }
    void recap(const std::vector<report::HostTotals>& hosts) override { to_.recap(hosts); }

private:
    report::Report& to_;
    const Redaction& without_;
};

}  // namespace deployer::hadeploy
