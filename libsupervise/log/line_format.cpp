#include "log/line_format.hpp"

#include "config/json_string.hpp"

namespace supervise::log {

using config::LogFormat;

LineFormat::LineFormat(LogFormat format, std::string_view prefix, const LineSource& source,
                       const sys::Clock& clock)
    : format_(format), clock_(clock), parts_(line_head(format, prefix, source)) {
    for (const HeadPart& part : parts_)
        if (part.kind == HeadPart::Kind::time)
            times_.emplace_back(part.time);
}

void LineFormat::start(int pid) {
    pid_ = pid;
}

void LineFormat::put(std::string_view bytes, std::string& out) {
    head_.clear();
    cutter_.put(bytes, [&](std::string_view line, bool ends) { add(line, ends, out); });
}

void LineFormat::finish(std::string& out) {
    head_.clear();
    cutter_.finish([&](std::string_view line, bool ends) { add(line, ends, out); });
}

void LineFormat::add(std::string_view line, bool ends, std::string& out) {
    if (head_.empty())
        write_head();
    out += head_;
    if (format_ == LogFormat::json) {
        config::append_json_string(out, line);
        out += ends ? json_end : json_end_of_piece;
    } else {
        out += line;
    }
    out += '\n';
}

/// The lines that arrive together have one time.
void LineFormat::write_head() {
    auto time = times_.begin();
    for (const HeadPart& part : parts_) {
        switch (part.kind) {
        case HeadPart::Kind::text:
            head_ += part.text;
            break;
        case HeadPart::Kind::time:
            head_ += (time++)->at(clock_.wall());
            break;
        case HeadPart::Kind::pid:
            head_ += std::to_string(pid_);
            break;
        }
    }
}

}  // namespace supervise::log
