#include "supervisorctl/output.hpp"

namespace supervise::ctl {
namespace {

/// Enough for a table of 1,000 programs in a few writes.
constexpr std::size_t max_pending = 64 * 1024;

}  // namespace

void Output::line(std::string_view text) {
    append(is_terminal_ ? std::string_view(harmless(text)) : text);
    append("\n");
}

void Output::raw(std::string_view bytes) {
    append(bytes);
}

void Output::piece(std::string_view bytes, TerminalText& filter) {
    append(is_terminal_ ? filter.feed(bytes) : bytes);
}

void Output::append(std::string_view bytes) {
    pending_ += bytes;
    if (pending_.size() > max_pending) {
        flush();
    }
}

void Output::flush() {
    if (!pending_.empty() && !failure_) {
        if (auto written = sink_(pending_); !written) {
            failure_ = written.error();
        }
    }
    pending_.clear();
}

}  // namespace supervise::ctl
