/// One output channel of one process: reads the pipe the child writes to and hands the bytes to the log file,
/// the system log, the journal, the daemon's log and the events, each independent of the others (LOG-030 to
/// LOG-057). Where nothing looks at the bytes they go from pipe to file through one buffer that all channels
/// share.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "config/model.hpp"
#include "log/farewells.hpp"
#include "log/followed_log.hpp"
#include "log/limits.hpp"
#include "log/line_reader.hpp"
#include "log/logger.hpp"
#include "log/record_writer.hpp"
#include "log/rotating_file.hpp"
#include "sys/fd.hpp"
#include "sys/files.hpp"
#include "sys/loop.hpp"
#include "sys/record_target.hpp"
#include "sys/result.hpp"

namespace supervise::log {

/// What one read from a pipe fills. Aligned as the pages of a pipe are: copying from the start of a page to
/// 16 bytes after one, where malloc puts large blocks, was measured four times slower on processors that
/// copy by `rep movs`.
struct alignas(4096) ReadBuffer {
    std::array<char, limits::read_buffer> bytes;
};

/// What all channels of one daemon share.
struct LogContext {
    sys::Loop& loop;
    Logger& logger;
    sys::FileSystem& files;
    sys::RecordTarget& syslog;
    sys::RecordTarget& journal;
    std::string childlogdir;  ///< of AUTO files
    std::string identifier;
    std::unique_ptr<ReadBuffer> buffer = std::make_unique_for_overwrite<ReadBuffer>();
    std::string scratch = {};   ///< filtered bytes on their way to the sinks
    std::string lines = {};     ///< those with a prefix, or as JSON, on their way to a file
    OrphanedLogs orphans = {};  ///< for the next programs of their names
    std::unique_ptr<RecordWriter> syslog_writer =
        std::make_unique<RecordWriter>("the system log", syslog, loop, told_to(logger));
    std::unique_ptr<RecordWriter> journal_writer =
        std::make_unique<RecordWriter>("the journal", journal, loop, told_to(logger));
    std::unique_ptr<Farewells> farewells = std::make_unique<Farewells>(loop);
};

/// Fixed for the lifetime of the process object, but for strip_ansi.
struct ChildLogSpec {
    std::string process_name;  ///< for messages and syslog
    std::string program, group;
    std::string channel;  ///< "stdout" or "stderr"
    config::ChannelConfig config;
    config::LogFormat format = config::LogFormat::raw;  ///< of the log file
    std::string prefix;                                 ///< of each line in a raw log file (log_prefix)
    bool strip_ansi = false;
    bool mkdir = false;            ///< create missing folders of the log file
    std::optional<unsigned> mode;  ///< of log files it creates
    bool listener = false;  ///< stdout of an event listener: its protocol, told to the observer unfiltered
};

/// Is told what a child wrote. Must not destroy the ChildLog that calls it.
class OutputObserver {
public:
    virtual ~OutputObserver() = default;
    /// Output outside of capture mode, when the channel's events are enabled; of a listener everything.
    virtual void on_output(std::string_view bytes) = 0;
    /// What was captured between the two tokens.
    virtual void on_communication(std::string_view bytes) = 0;
    /// The child is gone, and everything it wrote has been told.
    virtual void on_end() {}
};

class ChildLog {
public:
    /// An automatic target without a path gets its AUTO file created now (LOG-030). When that fails it is
    /// tried again for each child and, while there is output, as with any log that cannot be opened.
    ChildLog(ChildLogSpec spec, LogContext& context);
    ~ChildLog();
    ChildLog(const ChildLog&) = delete;
    ChildLog& operator=(const ChildLog&) = delete;

    /// At the spawn of `pid`: opens the file (LOG-032) and drains the pipe from now on.
    void attach(sys::Fd pipe_read_end, int pid);

    /// At the child's death: takes what the pipe still holds, and bytes held back, to the sinks and closes
    /// both ends. Does not wait for a grandchild that keeps the pipe open.
    void finish();

    /// As if the child had written `bytes`; nothing when it is not attached.
    void write(std::string_view bytes);

    bool attached() const { return attached_; }
    void set_observer(OutputObserver* observer) { observer_ = observer; }

    /// Whether escape sequences are taken out of what the next child writes: a reread may change it
    /// (CFG-215).
    void strip_ansi(bool strip);

    /// Opens the file by name again (LOG-025).
    void reopen();

    /// Removes and recreates the file, whether the process runs or not.
    Result<void> clear();

    /// The log file; empty when there is none (yet).
    const std::string& path() const;

    /// Reads what the program wrote out of that file. None where the file has just that.
    std::optional<LineReader> line_reader() const;

    /// For those who follow it. What somebody still holds when this channel goes, the next one of the same
    /// process takes over.
    std::shared_ptr<FollowedLog> followed();

    /// Bytes wait for a slow reader of the log (a pipe, a terminal, the system log, the journal).
    bool congested() const;

    /// Bytes that the log file could not take since the object was made.
    std::uint64_t lost_bytes() const { return lost_without_file_ + (file_ ? file_->lost_bytes() : 0); }
    /// Bytes that it has taken, and bytes that came out of the pipe.
    std::uint64_t written_bytes() const { return file_ ? file_->written_bytes() : 0; }
    std::uint64_t read_bytes() const { return read_bytes_; }
    bool has_file() const { return file_ != nullptr || missing_; }

private:
    struct Filters;

    /// The AUTO file could not be created.
    struct Missing {
        int code;
        sys::MonoTime retry_at;
    };

    /// Lines get a prefix, or become JSON, on their way to the file.
    bool formats() const { return spec_.format != config::LogFormat::raw || !spec_.prefix.empty(); }
    LineSource source() const;
    std::string full_name() const;
    void make_file();
    Result<void> name_auto_file();
    void make_missing_file();
    void append(std::string_view bytes);
    void make_filters();
    void watch_pipe();
    void read_some_more();
    bool enlarge_if_busy(std::size_t bytes_read);
    void close_pipe();
    void resume();
    void tell_followers() {
        if (followed_ != nullptr)
            followed_->notify();
    }

    void deliver(std::string_view bytes);
    void look_at(std::string_view bytes);
    void record(std::string_view bytes, bool captured);
    void record_stripped(std::string_view bytes, bool captured);
    void write_to_file(std::string_view bytes);
    void copy_to_main_log(std::string_view bytes);
    void end_capture();

    ChildLogSpec spec_;
    LogContext& context_;
    OutputObserver* observer_ = nullptr;
    std::unique_ptr<RotatingFile> file_;
    std::optional<Missing> missing_;
    std::uint64_t lost_without_file_ = 0;
    std::unique_ptr<Filters> filters_;  ///< only where something is to be found, taken out or cut into lines
    std::shared_ptr<FollowedLog> followed_;  ///< none while nobody has followed it
    sys::Fd pipe_;
    sys::Registration readable_;  ///< after pipe_: dropped before it closes
    std::uint64_t lost_said_ = 0;
    std::uint64_t read_bytes_ = 0;
    int large_reads_ = 0;  ///< in a row
    bool enlarged_ = false;
    bool attached_ = false;
    bool copies_to_main_log_ = false;
    bool plain_ = false;  ///< nothing but the file wants the bytes
};

}  // namespace supervise::log
