/// The report people read: banners, a line for each host or item, recap.
#pragma once

#include <string>

#include "report/make.hpp"

namespace deployer::report {

class ConsoleReport final : public Report {
public:
    ConsoleReport(const ConsoleOptions& options, Output output)
        : options_(options), output_(std::move(output)) {}
    ~ConsoleReport() override { erase_progress(); }

    void begin_play(std::string_view title, std::size_t hosts) override;
    void begin_step(std::string_view title, bool is_handler) override;
    void result(const ItemResult& result) override;
    void note(std::string_view text) override;
    void no_more_hosts() override;
    void progress(std::string_view what, std::size_t done, std::size_t total) override;
    void recap(const std::vector<HostTotals>& hosts) override;

private:
    enum class Colour { none, ok, changed, skipped, failed, unreachable };

    void write(std::string_view text);
    void write_line(std::string_view text, Colour colour);
    void write_banner(std::string_view text);
    /// Banners that were kept back because nothing was to be said under them.
    void write_kept_banners();
    void write_difference(const ItemResult& result);
    void erase_progress();
    std::string painted(std::string_view text, Colour colour) const;
    std::string result_line(const ItemResult& result) const;
    std::string recap_line(const HostTotals& totals) const;
    static Colour colour_of(Outcome outcome);

    ConsoleOptions options_;
    Output output_;
    std::string kept_play_, kept_step_;  ///< with `quiet`
    std::string progress_;               ///< what the progress line shows
};

}  // namespace deployer::report
