#include "hadeploy/status_view.hpp"

#include <fmt/core.h>

namespace deployer::hadeploy {
namespace {

constexpr const char* clear_screen = "\x1b[H\x1b[2J\x1b[3J";

}  // namespace

std::string StatusView::text_of(const run::RunResult& look) const {
    return without_secrets_(options_.json ? here_.rooms.status_json(look.found) + "\n"
                                          : here_.rooms.status_table(look.found));
}

void StatusView::show(const run::RunResult& look) {
    if (here_.output_is_terminal && !options_.json) {
        here_.out(fmt::format("{}Every {} s; Ctrl-C ends.\n\n{}", clear_screen, options_.watch.count(),
                              text_of(look)));
        return;
    }
    const std::string now = here_.rooms.lasting_status(look.found);
    if (now == last_)
        return;
    here_.out((last_.empty() || options_.json ? "" : "\n") + text_of(look));
    last_ = now;
}

}  // namespace deployer::hadeploy
