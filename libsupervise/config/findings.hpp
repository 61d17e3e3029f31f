/// Collects what is wrong while a configuration is read. Reading goes on after an error, in the order
/// Supervisor would have gone on, so the first error is the one Supervisor stops at (CFG-127).
#pragma once

#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "config/diagnostic.hpp"
#include "config/fault.hpp"
#include "config/ini.hpp"

namespace supervise::config {

class Findings {
public:
    /// Where a problem is. The section and key are shown, the place is looked up in the document's files.
    struct Subject {
        Place place;
        std::string section;
        std::string key;
    };

    explicit Findings(const Document& document) : document_(document) {}

    /// `suffix` is what Supervisor appends to the text (section 1.9); it is not part of the diagnostic.
    void error(const Subject& subject, const Fault& fault, const std::string& suffix = {});
    void warning(const Subject& subject, std::string what, std::string remedy);
    void message(ParseMessage::Level level, std::string text) {
        messages_.push_back({level, std::move(text)});
    }

    /// Further problems are only counted: not worth a costly suggestion.
    bool full() const;
    bool failed() const { return first_error_.has_value(); }

    /// Sorted by file and line; the last one counts those beyond limits::max_diagnostics.
    std::vector<Diagnostic> take_diagnostics();
    std::optional<std::string> take_first_error() { return std::move(first_error_); }
    /// The same in our words (Refusal).
    std::string take_told() { return std::move(told_); }
    std::vector<ParseMessage> take_messages() { return std::move(messages_); }

private:
    struct Entry {
        Place place;
        Diagnostic diagnostic;
    };
    Diagnostic diagnostic(const Subject& subject, Severity severity, std::string what,
                          std::string remedy) const;
    /// A program in two groups is read twice, and a pool's priority as its processes' too: said once.
    void add(const Subject& subject, Severity severity, std::string what, std::string remedy);

    const Document& document_;
    std::vector<Entry> entries_;
    std::set<std::tuple<std::uint32_t, std::uint32_t, std::string, std::string, std::string>> said_;
    std::size_t dropped_ = 0;
    std::optional<std::string> first_error_;
    std::string told_;
    std::vector<ParseMessage> messages_;
};

}  // namespace supervise::config
