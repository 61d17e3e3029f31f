/// The reports there are.
#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include "report/report.hpp"

namespace deployer::report {

/// Where a report writes: whole lines, or pieces of the progress line.
using Output = std::function<void(std::string_view)>;

struct ConsoleOptions {
    bool colour = false;
    bool live = false;       ///< a progress line that is overwritten; for terminals only
    bool quiet = false;      ///< only what changed or failed, and the recap
    unsigned verbosity = 0;  ///< 1: with what each thing did, as JSON
    std::size_t width = 80;  ///< of banners
};

/// As Ansible's console (HD-ACT-05 to -07).
std::unique_ptr<Report> make_console_report(const ConsoleOptions& options, Output output);

/// One JSON document, written by recap(): "plays" with their "steps" and "results", "notes", "stats" by host.
std::unique_ptr<Report> make_json_report(Output output);

/// For standard output as it is: colour, progress and width of a terminal, or 80 columns and neither. Colour
/// is off with NO_COLOR set, or TERM=dumb.
ConsoleOptions console_options();

/// Standard output; what cannot be written is lost, as the run matters more than its report.
Output standard_output();

}  // namespace deployer::report
