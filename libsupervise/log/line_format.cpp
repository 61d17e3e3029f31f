#include "log/line_format.hpp"

#include <fmt/format.h>

#include "config/json_string.hpp"

namespace supervise::log {

using config::LogFormat;
using config::PrefixPart;
using config::TimeFormat;

LineFormat::LineFormat(LogFormat format, std::string_view prefix, LineSource source, const sys::Clock& clock)
    : format_(format), source_(std::move(source)), clock_(clock) {
    if (format_ == LogFormat::json) {
        times_.emplace_back(TimeFormat::utc);
        return;
    }
    // The configuration has been read with the same function; what it refuses has not come here.
    parts_ = config::log_prefix(prefix).value_or(std::vector<PrefixPart>());
    for (const PrefixPart& part : parts_)
        if (part.field == PrefixPart::Field::time)
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
        out += ends ? "}" : R"(,"partial":true})";
    } else {
        out += line;
    }
    out += '\n';
}

/// The lines that arrive together have one time.
void LineFormat::write_head() {
    format_ == LogFormat::json ? write_json_head() : write_prefix();
}

void LineFormat::write_json_head() {
    const auto member = [this](std::string_view key, std::string_view value) {
        head_ += fmt::format(",\"{}\":", key);
        config::append_json_string(head_, value);
    };
    head_ = fmt::format("{{\"time\":\"{}\"", times_.front().at(clock_.wall()));
    member("name", source_.name);
    member("program", source_.program);
    member("group", source_.group);
    member("channel", source_.channel);
    head_ += fmt::format(",\"pid\":{},\"message\":", pid_);
}

void LineFormat::write_prefix() {
    auto time = times_.begin();
    for (const PrefixPart& part : parts_) {
        switch (part.field) {
        case PrefixPart::Field::text:
            head_ += part.text;
            break;
        case PrefixPart::Field::time:
            head_ += (time++)->at(clock_.wall());
            break;
        case PrefixPart::Field::name:
            head_ += source_.name;
            break;
        case PrefixPart::Field::program:
            head_ += source_.program;
            break;
        case PrefixPart::Field::group:
            head_ += source_.group;
            break;
        case PrefixPart::Field::channel:
            head_ += source_.channel;
            break;
        case PrefixPart::Field::pid:
            head_ += std::to_string(pid_);
            break;
        }
    }
}

}  // namespace supervise::log
