#include "log/child_log.hpp"

#include "config/text.hpp"
#include "log/ansi_stripper.hpp"
#include "log/auto_files.hpp"
#include "log/bytes_repr.hpp"
#include "log/capture.hpp"
#include "log/journal_lines.hpp"
#include "log/line_format.hpp"
#include "log/syslog_lines.hpp"

namespace supervise::log {

/// What stands between the pipe and the sinks.
struct ChildLog::Filters final : CaptureScanner::Sink {
    explicit Filters(ChildLog& owner) : log(owner) {}

    void on_text(std::string_view bytes, bool captured) override { log.record(bytes, captured); }
    void on_begin() override { settle_stripper(false); }
    void on_end() override {
        settle_stripper(true);
        log.end_capture();
    }

    /// No escape sequence reaches over a token or the end of the stream.
    void settle_stripper(bool captured) {
        std::string rest;
        stripper.finish(rest);
        if (!rest.empty())
            log.record_stripped(rest, captured);
    }

    ChildLog& log;
    AnsiStripper stripper;
    std::optional<CaptureScanner> scanner;
    std::optional<CaptureBuffer> buffer;
    std::optional<LineFormat> format;
    std::optional<SyslogLines> syslog;
    std::optional<JournalLines> journal;
    sys::Registration syslog_relieved, journal_relieved;

    /// Each line becomes a record.
    bool makes_records() const { return syslog || journal; }
};

ChildLog::ChildLog(ChildLogSpec spec, LogContext& context) : spec_(std::move(spec)), context_(context) {
    make_file();
    make_filters();
    followed_ = context_.orphans.take(full_name());
    if (followed_ != nullptr)
        followed_->take_over(path(), line_reader());
}

ChildLog::~ChildLog() {
    finish();
    if (followed_.use_count() > 1)
        context_.orphans.leave(full_name(), followed_);
    if (file_ && file_->holds_output())
        context_.farewells->take(std::move(file_));
}

std::string ChildLog::full_name() const {
    return fmt::format("{}:{}/{}", spec_.group, spec_.process_name, spec_.channel);
}

void ChildLog::strip_ansi(bool strip) {
    if (spec_.strip_ansi == strip)
        return;
    finish();
    spec_.strip_ansi = strip;
    filters_.reset();
    make_filters();
}

LineSource ChildLog::source() const {
    return {spec_.process_name, spec_.program, spec_.group, spec_.channel};
}

Result<void> ChildLog::name_auto_file() {
    const AutoName name{context_.childlogdir, spec_.process_name, spec_.channel, context_.identifier};
    auto created = create_auto_file(context_.files, name);
    if (created) {
        spec_.config.logfile.path = std::move(*created);
        missing_.reset();
        return {};
    }
    const int code = created.error().code;
    if (!missing_ || missing_->code != code)
        context_.logger.error("{} {} log: {}; output is discarded until that works",
                              config::python_repr(spec_.process_name), spec_.channel,
                              created.error().message);
    missing_ = Missing{code, context_.loop.clock().mono() + limits::retry_interval};
    return tl::unexpected(created.error());
}

void ChildLog::make_file() {
    config::LogTarget& target = spec_.config.logfile;
    if (target.kind == config::LogTarget::Kind::none)
        return;
    const bool automatic = target.kind == config::LogTarget::Kind::automatic;
    if (automatic && target.path.empty() && !name_auto_file())
        return;
    RotatingFileSpec file;
    file.path = std::move(target.path);
    file.maxbytes = spec_.config.logfile_maxbytes;
    file.backups = spec_.config.logfile_backups;
    file.mode = spec_.mode;
    file.make_folder = spec_.mkdir;
    file.gzip = spec_.config.logfile_gzip;
    file.max_age = std::chrono::seconds(spec_.config.logfile_max_age);
    file.own_file = automatic;
    file.whole_lines = formats();
    file_ = std::make_unique<RotatingFile>(
        std::move(file), context_.files, context_.loop,
        // It may outlive this object (Farewells).
        [&logger = context_.logger, whose = config::python_repr(spec_.process_name) + " " + spec_.channel](
            Level level, const std::string& text) { logger.log(level, "{} log: {}", whose, text); });
    file_->on_relieved([this] { resume(); });
}

void ChildLog::make_missing_file() {
    make_file();
    if (!file_)
        return;
    context_.logger.warn("{} {} log: writing to '{}' now; {} bytes were lost",
                         config::python_repr(spec_.process_name), spec_.channel, file_->path(),
                         lost_without_file_);
    if (attached_)
        (void)file_->open();
}

/// To the file, as far as there is to be one.
void ChildLog::append(std::string_view bytes) {
    if (missing_ && context_.loop.clock().mono() >= missing_->retry_at)
        make_missing_file();
    if (file_)
        file_->append(bytes);
    else if (missing_)
        lost_without_file_ += bytes.size();
}

void ChildLog::make_filters() {
    const bool captures = spec_.config.capture_maxbytes > 0 && !spec_.listener;
    if (!captures && !spec_.strip_ansi && !spec_.config.syslog && !spec_.config.journal && !formats())
        return;
    filters_ = std::make_unique<Filters>(*this);
    if (captures) {
        filters_->scanner.emplace();
        filters_->buffer.emplace(static_cast<std::size_t>(spec_.config.capture_maxbytes));
    }
    const sys::SyslogLabel label{spec_.config.syslog_identifier, spec_.config.syslog_priority};
    if (formats())
        filters_->format.emplace(spec_.format, spec_.prefix, source(), context_.loop.clock());
    if (spec_.config.syslog) {
        filters_->syslog.emplace(spec_.process_name, label, *context_.syslog_writer, context_.loop.clock());
        filters_->syslog_relieved = context_.syslog_writer->on_relieved([this] { resume(); });
    }
    if (spec_.config.journal) {
        filters_->journal.emplace(source(), label, *context_.journal_writer);
        filters_->journal_relieved = context_.journal_writer->on_relieved([this] { resume(); });
    }
}

// --- the pipe

void ChildLog::attach(sys::Fd pipe_read_end, int pid) {
    finish();
    attached_ = true;
    if (filters_ && filters_->format)
        filters_->format->start(pid);
    if (filters_ && filters_->journal)
        filters_->journal->start(pid);
    // LOG-005: settled at spawn, from the level of that moment.
    copies_to_main_log_ = context_.logger.enabled(Level::debug);
    plain_ = filters_ == nullptr && !copies_to_main_log_ && !spec_.config.events_enabled && !spec_.listener;
    if (missing_)
        make_missing_file();
    else if (file_)
        (void)file_->open();  // reports by itself; the program runs and its pipe is drained all the same
    pipe_ = std::move(pipe_read_end);
    large_reads_ = 0;
    enlarged_ = false;
    if (const auto set = sys::set_nonblocking(pipe_.get(), true); !set) {
        context_.logger.error("{} {}: {}", config::python_repr(spec_.process_name), spec_.channel,
                              set.error().message);
        close_pipe();
        return;
    }
    watch_pipe();
}

void ChildLog::watch_pipe() {
    readable_ = context_.loop.when_readable(pipe_.get(), [this] { read_some_more(); });
}

void ChildLog::close_pipe() {
    if (!pipe_)
        return;
    readable_.reset();
    context_.logger.debug("fd {} closed, stopped monitoring <{} ({})>", pipe_.get(), spec_.process_name,
                          spec_.channel);
    pipe_.reset();
}

void ChildLog::resume() {
    if (pipe_ && !readable_)
        watch_pipe();
    tell_followers();
}

bool ChildLog::congested() const {
    return (file_ && file_->congested()) ||
           (filters_ && filters_->syslog && context_.syslog_writer->congested()) ||
           (filters_ && filters_->journal && context_.journal_writer->congested());
}

void ChildLog::read_some_more() {
    const std::size_t most =
        filters_ && filters_->makes_records() ? limits::record_read : limits::read_buffer;
    std::size_t moved = 0;
    while (moved < limits::bytes_per_wakeup) {
        if (congested()) {  // back-pressure: the child waits as if it wrote there itself
            readable_.reset();
            break;
        }
        const sys::Transfer got = sys::read_some(pipe_.get(), context_.buffer->bytes.data(), most);
        if (got.outcome == sys::Transfer::Outcome::would_block)
            break;
        if (got.outcome != sys::Transfer::Outcome::some) {
            close_pipe();
            break;
        }
        deliver({context_.buffer->bytes.data(), got.bytes});
        read_bytes_ += got.bytes;
        moved += got.bytes;
        if (!enlarge_if_busy(got.bytes))
            break;
    }
    if (moved > 0)
        tell_followers();
}

/// True while it is worth to read on at once: so much at a time means that the writer keeps writing.
bool ChildLog::enlarge_if_busy(std::size_t bytes_read) {
    if (bytes_read < limits::large_read) {
        large_reads_ = 0;
        return false;
    }
    if (!enlarged_ && ++large_reads_ == limits::large_reads_of_busy_child) {
        // Refused when this user's pipes use too much already: then this one stays as it is.
        (void)sys::enlarge_pipe(pipe_.get(), limits::pipe_of_busy_child);
        enlarged_ = true;
    }
    return true;
}

void ChildLog::finish() {
    if (!attached_)
        return;
    readable_.reset();
    for (std::size_t drained = 0; pipe_ && drained < limits::final_drain;) {
        const sys::Transfer got =
            sys::read_some(pipe_.get(), context_.buffer->bytes.data(), limits::read_buffer);
        if (got.outcome != sys::Transfer::Outcome::some)
            break;
        deliver({context_.buffer->bytes.data(), got.bytes});
        read_bytes_ += got.bytes;
        drained += got.bytes;
    }
    if (filters_) {
        const bool captured = filters_->scanner && filters_->scanner->capturing();
        if (filters_->scanner)
            filters_->scanner->finish(*filters_);
        filters_->settle_stripper(captured);
        if (filters_->buffer)
            filters_->buffer->take();  // a BEGIN without END comes to nothing (LOG-055)
        if (filters_->format) {
            context_.lines.clear();
            filters_->format->finish(context_.lines);
            append(context_.lines);
        }
        if (filters_->syslog)
            filters_->syslog->finish();
        if (filters_->journal)
            filters_->journal->finish();
    }
    if (observer_ != nullptr)
        observer_->on_end();
    close_pipe();
    attached_ = false;
    if (file_)
        file_->close();
    if (const std::uint64_t lost = lost_bytes(); lost > lost_said_) {
        context_.logger.warn("{} {} log: {} bytes in all could not be written to {}",
                             config::python_repr(spec_.process_name), spec_.channel, lost,
                             file_ ? "'" + file_->path() + "'" : "an AUTO file");
        lost_said_ = lost;
    }
    tell_followers();
}

void ChildLog::write(std::string_view bytes) {
    if (attached_)
        deliver(bytes);
}

// --- the sinks

void ChildLog::deliver(std::string_view bytes) {
    if (!plain_)
        look_at(bytes);
    else
        append(bytes);
}

void ChildLog::look_at(std::string_view bytes) {
    if (filters_ && filters_->scanner)
        filters_->scanner->feed(bytes, *filters_);
    else
        record(bytes, false);
    if (spec_.listener && observer_ != nullptr)
        observer_->on_output(bytes);
}

void ChildLog::record(std::string_view bytes, bool captured) {
    if (!spec_.strip_ansi) {
        record_stripped(bytes, captured);
        return;
    }
    context_.scratch.clear();
    filters_->stripper.strip(bytes, context_.scratch);
    if (!context_.scratch.empty())
        record_stripped(context_.scratch, captured);
}

void ChildLog::record_stripped(std::string_view bytes, bool captured) {
    if (captured) {
        filters_->buffer->put(bytes);
    } else {
        write_to_file(bytes);
        if (filters_ && filters_->syslog)
            filters_->syslog->put(bytes);
        if (filters_ && filters_->journal)
            filters_->journal->put(bytes);
    }
    if (copies_to_main_log_)
        copy_to_main_log(bytes);
    if (!captured && spec_.config.events_enabled && !spec_.listener && observer_ != nullptr)
        observer_->on_output(bytes);
}

void ChildLog::write_to_file(std::string_view bytes) {
    if (!filters_ || !filters_->format)
        return append(bytes);
    if (!has_file())
        return;
    context_.lines.clear();
    filters_->format->put(bytes, context_.lines);
    append(context_.lines);
}

void ChildLog::copy_to_main_log(std::string_view bytes) {
    const std::string name = config::python_repr(spec_.process_name);
    if (spec_.listener)
        context_.logger.debug("{} {} output:\n{}", name, spec_.channel, bytes_repr(bytes));
    else if (!config::utf8_fault(bytes))
        context_.logger.debug("{} {} output:\n{}", name, spec_.channel, bytes);
    else
        context_.logger.debug("{} {} output:\nUndecodable: {}", name, spec_.channel, bytes_repr(bytes));
}

void ChildLog::end_capture() {
    const std::string captured = filters_->buffer->take();
    if (observer_ != nullptr)
        observer_->on_communication(captured);
    context_.logger.debug("{} {} emitted a comm event", config::python_repr(spec_.process_name),
                          spec_.channel);
}

// --- the file

void ChildLog::reopen() {
    if (file_)
        file_->reopen();
    tell_followers();
}

Result<void> ChildLog::clear() {
    if (!file_)
        return {};
    auto cleared = file_->clear();
    tell_followers();
    return cleared;
}

const std::string& ChildLog::path() const {
    static const std::string none;
    return file_ ? file_->path() : none;
}

std::shared_ptr<FollowedLog> ChildLog::followed() {
    if (followed_ == nullptr)
        followed_ = std::make_shared<FollowedLog>(path(), line_reader());
    return followed_;
}

std::optional<LineReader> ChildLog::line_reader() const {
    if (!formats())
        return std::nullopt;
    return LineReader(spec_.format, spec_.prefix, source());
}

}  // namespace supervise::log
