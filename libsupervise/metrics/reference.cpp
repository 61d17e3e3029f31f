#include "metrics/reference.hpp"

#include <array>
#include <iterator>

#include <fmt/format.h>

#include "metrics/table.hpp"

namespace supervise::metrics {
namespace {

constexpr std::string_view preamble = R"(# Metrics

<!-- Made from the table in libsupervise/metrics by `cmake --build BUILD --target generate_docs`. -->

What `GET /metrics` tells, on every socket of the daemon. How to have it scraped, the dashboard and the alerts:
[monitoring.md](monitoring.md).

Names and labels are a contract: metrics and labels may be added, none changes its meaning. Counters begin at zero when
what they count is made anew: those of a program or a pool with its group (`update`, a reload), those of methods with a
reload, the others with the daemon. Counters of one program therefore add up over its restarts, but for CPU time, which is
that of the process that runs.
)";

struct Chapter {
    About about;
    std::string_view title, text;
};

constexpr std::array<Chapter, 5> chapters{{
    {About::programs, "Programs",
     "Labels: `group` and `name`, as `supervisorctl status` shows them with a colon between. The state is "
     "one "
     "number a\nprogram and not eight series of which one is 1; `supervise_programs` counts the programs in "
     "each state. A program has\n17 series, 14 with `redirect_stderr`, and 3 less while it does not run."},
    {About::listeners, "Event listeners", "Label `pool`: the name of the section, `[eventlistener:pool]`."},
    {About::rpc, "XML-RPC", "All methods of [xmlrpc.md](xmlrpc.md) are there from the beginning."},
    {About::http, "HTTP", ""},
    {About::daemon, "The daemon",
     "Those of the process have the names that Prometheus gives them for every program."},
}};

std::string labels_of(const Row& row) {
    std::string text;
    for (std::string_view rest = row.labels; !rest.empty();) {
        const std::size_t end = std::min(rest.find(", "), rest.size());
        text += fmt::format("{}`{}`", text.empty() ? "" : " ", rest.substr(0, end));
        rest.remove_prefix(std::min(end + 2, rest.size()));
    }
    return text;
}

}  // namespace

std::string reference_text() {
    std::string text(preamble);
    for (const Chapter& chapter : chapters) {
        fmt::format_to(std::back_inserter(text), "\n## {}\n", chapter.title);
        if (!chapter.text.empty())
            fmt::format_to(std::back_inserter(text), "\n{}\n", chapter.text);
        text += "\n| metric | type | labels | meaning |\n|---|---|---|---|\n";
        for (const Row& row : rows())
            if (row.about == chapter.about)
                fmt::format_to(std::back_inserter(text), "| `{}` | {} | {} | {} |\n", sample_name(row),
                               type_name(row.type), labels_of(row), row.help);
    }
    return text;
}

}  // namespace supervise::metrics
