#include "hadeploy/status_view.hpp"

#include <fmt/core.h>

namespace deployer::hadeploy {
namespace {

constexpr const char* clear_screen = "\x1b[H\x1b[2J\x1b[3J";

std::string missing(const run::RunResult& look) {
    std::string text;
    for (const auto& [host, why] : look.unreachable)
        text += fmt::format("{} cannot be reached: {}\n", host, why);
    return text;
}

}  // namespace

std::string StatusView::text_of(const run::RunResult& look) const {
    if (options_.json)
        return here_.rooms.status_json(look.surveys) + "\n";
    const std::string lost = missing(look);
    return here_.rooms.status_table(look.surveys) + (lost.empty() ? "" : "\n" + lost);
}

void StatusView::show(const run::RunResult& look) {
    if (here_.output_is_terminal && !options_.json) {
        here_.out(fmt::format("{}Every {} s; Ctrl-C ends.\n\n{}", clear_screen, options_.watch.count(),
                              text_of(look)));
        return;
    }
    const std::string now = here_.rooms.lasting_status(look.surveys) + missing(look);
    if (now == last_)
        return;
    here_.out((last_.empty() || options_.json ? "" : "\n") + text_of(look));
    last_ = now;
}

}  // namespace deployer::hadeploy
