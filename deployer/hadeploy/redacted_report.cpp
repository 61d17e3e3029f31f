#include "hadeploy/redacted_report.hpp"

namespace deployer::hadeploy {

void RedactedReport::begin_play(std::string_view title, std::size_t hosts) {
    to_.begin_play(without_(std::string(title)), hosts);
}

void RedactedReport::begin_step(std::string_view title, bool is_handler) {
    to_.begin_step(without_(std::string(title)), is_handler);
}

void RedactedReport::result(const report::ItemResult& result) {
    report::ItemResult shown = result;
    shown.message = without_(std::move(shown.message));
    shown.path = without_(std::move(shown.path));
    for (std::optional<std::string>* text : {&shown.item, &shown.before, &shown.after})
        if (*text)
            *text = without_(std::move(**text));
    to_.result(shown);
}

void RedactedReport::note(std::string_view text) {
    to_.note(without_(std::string(text)));
}

}  // namespace deployer::hadeploy
