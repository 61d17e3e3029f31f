#include "report/console.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "report/diff.hpp"
#include "report/printable.hpp"
#include "report/result_json.hpp"

namespace deployer::report {
namespace {

constexpr std::size_t least_stars = 3;
constexpr std::string_view erase_line = "\r\x1b[K";

/// Characters, not bytes; wide ones count as one.
std::size_t columns_of(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) {
        return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80;
    }));
}

std::string padded(std::string text, std::size_t width) {
    const std::size_t columns = columns_of(text);
    if (columns < width)
        text.append(width - columns, ' ');
    return text;
}

}  // namespace

std::unique_ptr<Report> make_console_report(const ConsoleOptions& options, Output output) {
    return std::make_unique<ConsoleReport>(options, std::move(output));
}

void ConsoleReport::begin_play(std::string_view title, std::size_t hosts) {
    kept_play_ = fmt::format("PLAY [{}]", printable(title));
    kept_step_.clear();
    if (!options_.quiet)
        write_kept_banners();
    if (hosts == 0 && !options_.quiet)
        write_line("skipping: no hosts matched", Colour::skipped);
}

void ConsoleReport::begin_step(std::string_view title, bool is_handler) {
    kept_step_ = fmt::format("{} [{}]", is_handler ? "RUNNING HANDLER" : "TASK", printable(title));
    if (!options_.quiet)
        write_kept_banners();
}

void ConsoleReport::result(const ItemResult& result) {
    const bool is_quiet_one = result.outcome == Outcome::ok || result.outcome == Outcome::skipped;
    if (options_.quiet && is_quiet_one)
        return;
    write_kept_banners();
    write_difference(result);
    write_line(result_line(result), colour_of(result.outcome));
}

std::string ConsoleReport::result_line(const ItemResult& result) const {
    const std::string host = printable(result.host);
    const std::string item = result.item ? printable(*result.item) : std::string();
    const std::string json = printable(result_json(result));
    switch (result.outcome) {
    case Outcome::failed:
        return result.item ? fmt::format("failed: [{}] (item={}) => {}", host, item, json)
                           : fmt::format("fatal: [{}]: FAILED! => {}", host, json);
    case Outcome::unreachable:
        return fmt::format("fatal: [{}]: UNREACHABLE! => {}", host, json);
    case Outcome::ok:
    case Outcome::changed:
    case Outcome::skipped:
        break;
    }
    std::string line = fmt::format(
        "{}: [{}]", result.outcome == Outcome::skipped ? "skipping" : outcome_name(result.outcome), host);
    if (result.item)
        line += fmt::format(" => (item={})", item);
    if (options_.verbosity > 0 && !result.message.empty())
        line += fmt::format(" => {}", json);
    return line;
}

void ConsoleReport::note(std::string_view text) {
    write_line(printable(text), Colour::changed);
}

void ConsoleReport::no_more_hosts() {
    write_kept_banners();
    write_banner("NO MORE HOSTS LEFT");
}

void ConsoleReport::progress(std::string_view what, std::size_t done, std::size_t total) {
    if (!options_.live)
        return;
    if (done >= total) {
        erase_progress();
        return;
    }
    std::string line = fmt::format("{}: {} of {} hosts", printable(what), done, total);
    // A line that wraps could not be erased again.
    if (columns_of(line) >= options_.width)
        line = fmt::format("{} of {}", done, total);
    if (line == progress_)
        return;
    output_(std::string(erase_line) + line);
    progress_ = std::move(line);
}

void ConsoleReport::recap(const std::vector<HostTotals>& hosts) {
    write_banner("PLAY RECAP");
    std::vector<HostTotals> sorted = hosts;
    std::sort(sorted.begin(), sorted.end(),
              [](const HostTotals& one, const HostTotals& other) { return one.host < other.host; });
    for (const HostTotals& totals : sorted)
        write(recap_line(totals) + "\n");
    write("\n");
}

std::string ConsoleReport::recap_line(const HostTotals& totals) const {
    const auto number = [&](std::string_view name, unsigned count, std::size_t width, Colour colour) {
        const std::string text = fmt::format("{}={:<{}}", name, count, width);
        return count > 0 ? painted(text, colour) : text;
    };
    constexpr std::size_t name_width = 26;
    const Colour colour = totals.failed > 0 || totals.unreachable > 0 ? Colour::failed
                          : totals.changed > 0                        ? Colour::changed
                                                                      : Colour::ok;
    return fmt::format("{} : {} {} {} {}", painted(padded(printable(totals.host), name_width), colour),
                       number("ok", totals.ok, 4, Colour::ok),
                       number("changed", totals.changed, 4, Colour::changed),
                       number("unreachable", totals.unreachable, 4, Colour::unreachable),
                       number("failed", totals.failed, 0, Colour::failed));
}

void ConsoleReport::write_banner(std::string_view text) {
    const std::size_t used = columns_of(text) + 1;
    const std::size_t stars = options_.width > used ? options_.width - used : 0;
    write(fmt::format("\n{} {:*<{}}\n", text, "", std::max(stars, least_stars)));
}

void ConsoleReport::write_kept_banners() {
    for (std::string* banner : {&kept_play_, &kept_step_}) {
        if (!banner->empty())
            write_banner(*banner);
        banner->clear();
    }
}

void ConsoleReport::write_difference(const ItemResult& result) {
    if (!result.before && !result.after)
        return;
    const std::string diff = unified_diff(result.before.value_or(std::string()),
                                          result.after.value_or(std::string()), printable(result.path));
    for (std::string_view rest = diff; !rest.empty();) {
        const std::size_t end = rest.find('\n');
        const std::string_view line = rest.substr(0, end);
        const Colour colour = line.starts_with('+')   ? Colour::ok
                              : line.starts_with('-') ? Colour::failed
                              : line.starts_with('@') ? Colour::skipped
                                                      : Colour::none;
        write_line(printable_line(line), colour);
        rest.remove_prefix(end + 1);
    }
    if (!diff.empty())
        write("\n");
}

void ConsoleReport::write_line(std::string_view text, Colour colour) {
    write(painted(text, colour) + "\n");
}

void ConsoleReport::write(std::string_view text) {
    erase_progress();
    output_(text);
}

void ConsoleReport::erase_progress() {
    if (!progress_.empty())
        output_(erase_line);
    progress_.clear();
}

std::string ConsoleReport::painted(std::string_view text, Colour colour) const {
    constexpr std::array<std::string_view, 6> codes{"", "0;32", "0;33", "0;36", "0;31", "1;31"};
    if (!options_.colour || colour == Colour::none)
        return std::string(text);
    return fmt::format("\x1b[{}m{}\x1b[0m", codes[static_cast<std::size_t>(colour)], text);
}

ConsoleReport::Colour ConsoleReport::colour_of(Outcome outcome) {
    switch (outcome) {
    case Outcome::ok:
        return Colour::ok;
    case Outcome::changed:
        return Colour::changed;
    case Outcome::skipped:
        return Colour::skipped;
    case Outcome::failed:
        return Colour::failed;
    case Outcome::unreachable:
        return Colour::unreachable;
    }
    return Colour::none;
}

}  // namespace deployer::report
