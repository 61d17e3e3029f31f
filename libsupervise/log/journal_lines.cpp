#include "log/journal_lines.hpp"

#include "config/syslog_priority.hpp"
#include "sys/journal.hpp"

namespace supervise::log {

JournalLines::JournalLines(LineSource source, sys::SyslogLabel label, RecordWriter& journal)
    : source_(std::move(source)), label_(std::move(label)), journal_(journal) {
    if (label_.identifier.empty())
        label_.identifier = source_.name;
}

void JournalLines::start(int pid) {
    fields_.clear();
    const auto add = [this](std::string_view name, std::string_view value) {
        sys::append_journal_field(fields_, name, value);
    };
    add("PRIORITY", std::to_string(config::syslog_level(label_.priority)));
    add("SYSLOG_FACILITY", std::to_string(config::syslog_facility(label_.priority)));
    add("SYSLOG_IDENTIFIER", label_.identifier);
    add("SUPERVISE_NAME", source_.name);
    add("SUPERVISE_PROGRAM", source_.program);
    add("SUPERVISE_GROUP", source_.group);
    add("SUPERVISE_CHANNEL", source_.channel);
    add("OBJECT_PID", std::to_string(pid));
}

void JournalLines::put(std::string_view bytes) {
    cutter_.put(bytes, [this](std::string_view line, bool) { send(line); });
}

void JournalLines::finish() {
    cutter_.finish([this](std::string_view line, bool) { send(line); });
}

void JournalLines::send(std::string_view line) {
    if (line.empty())
        return;
    std::string entry;
    entry.reserve(fields_.size() + line.size() + 16);
    sys::append_journal_field(entry, "MESSAGE", line);
    entry += fields_;
    journal_.put(std::move(entry));
}

}  // namespace supervise::log
