#include "config/check.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "config/text.hpp"

namespace supervise::config {

namespace {

std::ptrdiff_t count(const std::vector<Diagnostic>& diagnostics, Severity severity) {
    return std::count_if(diagnostics.begin(), diagnostics.end(),
                         [severity](const Diagnostic& d) { return d.severity == severity; });
}

/// A value may hold line breaks and terminal escapes; the report is one printable line for each problem.
std::string printable(const std::string& text) {
    const bool plain = std::none_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) == 0x7F;
    });
    if (plain)
        return text;
    std::string escaped;
    for (const char c : text) {
        const std::string repr = python_repr(std::string_view(&c, 1));
        if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) == 0x7F)
            escaped.append(repr, 1, repr.size() - 2);
        else
            escaped += c;
    }
    return escaped;
}

}  // namespace

std::string rendered(const Diagnostic& diagnostic) {
    std::string line = diagnostic.file;
    if (diagnostic.line > 0)
        line += fmt::format(":{}", diagnostic.line);
    if (!line.empty())
        line += ": ";
    if (!diagnostic.section.empty())
        line += fmt::format("[{}]{}", diagnostic.section, diagnostic.key.empty() ? ": " : " ");
    if (!diagnostic.key.empty())
        line += fmt::format("{}: ", diagnostic.key);
    line += diagnostic.what;
    if (!diagnostic.remedy.empty())
        line += fmt::format("; {}", diagnostic.remedy);
    if (diagnostic.severity == Severity::warning)
        line += " (warning)";
    return printable(line);
}

std::string check_report(const std::vector<Diagnostic>& diagnostics) {
    std::string report;
    for (const Diagnostic& diagnostic : diagnostics)
        report += rendered(diagnostic) + "\n";
    if (diagnostics.empty())
        return report;
    const auto errors = count(diagnostics, Severity::error);
    const auto warnings = count(diagnostics, Severity::warning);
    return report + fmt::format("{} error{}, {} warning{}\n", errors, errors == 1 ? "" : "s", warnings,
                                warnings == 1 ? "" : "s");
}

int check_status(const std::vector<Diagnostic>& diagnostics, bool strict) {
    if (count(diagnostics, Severity::error) > 0)
        return 2;
    return strict && !diagnostics.empty() ? 1 : 0;
}

}  // namespace supervise::config
