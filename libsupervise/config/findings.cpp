#include "config/findings.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "config/check.hpp"
#include "config/limits.hpp"

namespace supervise::config {

void Findings::error(const Subject& subject, const Fault& fault, const std::string& suffix) {
    const std::string& what = fault.what.empty() ? fault.text : fault.what;
    if (!first_error_) {
        first_error_ = fault.text + suffix;
        told_ = rendered(diagnostic(subject, Severity::error, what, fault.remedy));
    }
    add(subject, Severity::error, what, fault.remedy);
}

Diagnostic Findings::diagnostic(const Subject& subject, Severity severity, std::string what,
                                std::string remedy) const {
    const auto& files = document_.files();
    return {severity,           subject.place.file < files.size() ? files[subject.place.file] : std::string(),
            subject.place.line, subject.section,
            subject.key,        std::move(what),
            std::move(remedy)};
}

void Findings::warning(const Subject& subject, std::string what, std::string remedy) {
    add(subject, Severity::warning, std::move(what), std::move(remedy));
}

bool Findings::full() const {
    return entries_.size() >= limits::max_diagnostics;
}

void Findings::add(const Subject& subject, Severity severity, std::string what, std::string remedy) {
    if (full()) {
        ++dropped_;
        return;
    }
    if (!said_.emplace(subject.place.file, subject.place.line, subject.section, subject.key, what).second)
        return;
    entries_.push_back({subject.place, diagnostic(subject, severity, std::move(what), std::move(remedy))});
}

std::vector<Diagnostic> Findings::take_diagnostics() {
    std::stable_sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
        return std::pair(a.place.file, a.place.line) < std::pair(b.place.file, b.place.line);
    });
    std::vector<Diagnostic> diagnostics;
    diagnostics.reserve(entries_.size() + 1);
    for (Entry& entry : entries_)
        diagnostics.push_back(std::move(entry.diagnostic));
    if (dropped_ > 0)
        diagnostics.push_back({Severity::warning,
                               document_.files().empty() ? "" : document_.files().front(),
                               0,
                               {},
                               {},
                               fmt::format("{} more problems are not listed", dropped_),
                               "mend these first"});
    return diagnostics;
}

}  // namespace supervise::config
