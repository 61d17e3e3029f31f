#include "log/main_log.hpp"

#define SPDLOG_HEADER_ONLY
#define SPDLOG_NO_THREAD_ID
#define SPDLOG_NO_ATOMIC_LEVELS
#include <spdlog/formatter.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/sink.h>

#include "log/line_prefix.hpp"
#include "sys/journal.hpp"
#include "sys/syslog.hpp"

namespace supervise::log {

namespace {

/// spdlog knows one level fewer than Supervisor. Filtering is ours, so spdlog needs only an order that lets
/// all pass; the true level travels as the record's line number.
constexpr auto every_level = spdlog::level::critical;

spdlog::source_loc carry(Level level) {
    return {"", static_cast<int>(level), ""};
}

/// `2026-01-31 23:59:59,042 INFO message\n`. Messages may hold any bytes and newlines (LOG-002).
class LineFormatter final : public spdlog::formatter {
public:
    void format(const spdlog::details::log_msg& record, spdlog::memory_buf_t& out) override {
        const auto time = std::chrono::time_point_cast<sys::WallTime::duration>(record.time);
        const std::string_view prefix = prefix_.at(time, static_cast<Level>(record.source.line));
        out.append(prefix);
        out.append(record.payload);
        out.push_back('\n');
    }
    std::unique_ptr<formatter> clone() const override { return std::make_unique<LineFormatter>(); }

private:
    LinePrefix prefix_;
};

/// Sinks write through: there is nothing to flush, and their format is fixed.
class LineSink : public spdlog::sinks::sink {
public:
    void flush() override {}
    void set_pattern(const std::string&) override {}
    void set_formatter(std::unique_ptr<spdlog::formatter>) override {}

protected:
    LineFormatter formatter_;
};

class FileSink final : public LineSink {
public:
    explicit FileSink(RotatingFile& file) : file_(file) {}
    void log(const spdlog::details::log_msg& record) override {
        spdlog::memory_buf_t line;
        formatter_.format(record, line);
        file_.append({line.data(), line.size()});
    }

private:
    RotatingFile& file_;
};

/// Each line of a message becomes a record of its own, with time and level (LOG-010).
class SyslogSink final : public LineSink {
public:
    explicit SyslogSink(RecordWriter& syslog) : syslog_(syslog) {}
    void log(const spdlog::details::log_msg& record) override {
        std::string_view rest(record.payload.data(), record.payload.size());
        rest = rest.substr(0, rest.find_last_not_of('\n') + 1);
        for (std::size_t newline = 0; newline != std::string_view::npos;) {
            newline = rest.find('\n');
            spdlog::details::log_msg line = record;
            line.payload = {rest.data(), std::min(newline, rest.size())};
            spdlog::memory_buf_t text;
            formatter_.format(line, text);
            const auto time = std::chrono::time_point_cast<sys::WallTime::duration>(record.time);
            syslog_.put(sys::syslog_record({}, {text.data(), text.size() - 1}, time));
            if (newline != std::string_view::npos)
                rest.remove_prefix(newline + 1);
        }
    }

private:
    RecordWriter& syslog_;
};

/// As a level of syslog(3).
int journal_priority(Level level) {
    switch (level) {
    case Level::critical:
        return 2;
    case Level::error:
        return 3;
    case Level::warn:
        return 4;
    case Level::info:
        return 6;
    case Level::debug:
    case Level::trace:
    case Level::blather:
        break;
    }
    return 7;
}

/// Each message becomes an entry, whatever its lines; the journal has the time, and the level as a field.
class JournalSink final : public LineSink {
public:
    explicit JournalSink(RecordWriter& journal) : journal_(journal) {}
    void log(const spdlog::details::log_msg& record) override {
        std::string entry;
        sys::append_journal_field(entry, "MESSAGE", {record.payload.data(), record.payload.size()});
        sys::append_journal_field(entry, "PRIORITY",
                                  std::to_string(journal_priority(static_cast<Level>(record.source.line))));
        sys::append_journal_field(entry, "SYSLOG_IDENTIFIER", "supervisord");
        journal_.put(std::move(entry));
    }

private:
    RecordWriter& journal_;
};

}  // namespace

struct MainLog::Backend {
    spdlog::logger logger{""};
};

MainLog::MainLog(Key, MainLogSpec spec, sys::FileSystem& files, sys::Loop& loop, sys::RecordTarget& syslog)
    : followed_(std::make_shared<FollowedLog>(std::move(spec.path))),
      level_(spec.level),
      loop_(loop),
      // Where nobody asked for the system log it is tried when something else fails, and not missed.
      syslog_("the system log", syslog, loop_,
              [this, wanted = spec.to_syslog](Level level, const std::string& text) {
                  if (wanted)
                      report_trouble(level, text);
              }),
      backend_(std::make_unique<Backend>()) {
    backend_->logger.set_level(spdlog::level::trace);
    auto& sinks = backend_->logger.sinks();
    if (spec.to_stdout) {
        RotatingFileSpec console;
        console.path = "/dev/stdout";
        console_ = make_target(std::move(console), files);
        sinks.push_back(std::make_shared<FileSink>(*console_));
    }
    if (!path().empty()) {
        RotatingFileSpec file;
        file.path = path();
        file.maxbytes = spec.maxbytes;
        file.backups = spec.backups;
        file.gzip = spec.gzip;
        file.max_age = spec.max_age;
        file_ = make_target(std::move(file), files);
        sinks.push_back(std::make_shared<FileSink>(*file_));
    }
    if (spec.to_syslog)
        sinks.push_back(std::make_shared<SyslogSink>(syslog_));
    if (spec.journal != nullptr) {
        journal_ = std::make_unique<RecordWriter>(
            "the journal", *spec.journal, loop_,
            [this](Level level, const std::string& text) { report_trouble(level, text); });
        sinks.push_back(std::make_shared<JournalSink>(*journal_));
    }
}

MainLog::~MainLog() {
    ready_ = false;  // there is no one left whom its files could tell of their end
}

std::unique_ptr<RotatingFile> MainLog::make_target(RotatingFileSpec spec, sys::FileSystem& files) {
    return std::make_unique<RotatingFile>(
        std::move(spec), files, loop_,
        [this](Level level, const std::string& text) { report_trouble(level, text); });
}

Result<std::unique_ptr<MainLog>> MainLog::open(MainLogSpec spec, sys::FileSystem& files, sys::Loop& loop,
                                               sys::RecordTarget& syslog) {
    auto log = std::make_unique<MainLog>(Key{}, std::move(spec), files, loop, syslog);
    if (log->file_)
        if (const auto opened = log->file_->open(); !opened)
            return fail(fmt::format("'{}': {}", log->path(), opened.error().message), opened.error().code);
    log->ready_ = true;
    if (log->console_)
        (void)log->console_->open();  // a closed stdout is no reason not to start; it has been reported
    return log;
}

void MainLog::write(Level level, std::string_view message) {
    if (!enabled(level))
        return;
    const auto now = std::chrono::time_point_cast<spdlog::log_clock::duration>(loop_.clock().wall());
    backend_->logger.log(now, carry(level), every_level,
                         spdlog::string_view_t(message.data(), message.size()));
    followed_->notify();
}

void MainLog::report_trouble(Level level, const std::string& text) {
    if (!ready_)
        return;
    syslog_.put(sys::syslog_record({}, text, loop_.clock().wall()));
    write(level, text);
}

void MainLog::reopen() {
    info("supervisord logreopen");
    if (file_)
        file_->reopen();
    followed_->notify();
}

Result<void> MainLog::clear() {
    // Supervisor says it once for each place it logs to, while the old file is still open.
    for (std::size_t sink = 0; sink < backend_->logger.sinks().size(); ++sink)
        info("reopening log file");
    auto cleared = file_ ? file_->clear() : Result<void>{};
    followed_->notify();
    return cleared;
}

}  // namespace supervise::log
