/// The daemon's own log in Supervisor's line format: to a rotated file, to stdout in the foreground, to the
/// system log or the journal (LOG-001 to LOG-011, DAEMON-026).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "log/followed_log.hpp"
#include "log/logger.hpp"
#include "log/record_writer.hpp"
#include "log/rotating_file.hpp"
#include "sys/files.hpp"
#include "sys/loop.hpp"
#include "sys/record_target.hpp"
#include "sys/result.hpp"

namespace supervise::log {

struct MainLogSpec {
    std::string path;  ///< empty: no file
    std::int64_t maxbytes = 0;
    int backups = 0;
    bool gzip = false;                ///< as in RotatingFileSpec
    std::chrono::seconds max_age{0};  ///< as there
    bool to_syslog = false;
    sys::RecordTarget* journal = nullptr;  ///< set: there, too
    bool to_stdout = false;                ///< in the foreground, and not silent
    Level level = Level::info;
};

class MainLog final : public Logger {
public:
    /// Fails when the file cannot be opened, naming file and reason (DAEMON-011). What fails later is
    /// survived: said in the system log and on the sinks that work, tried again.
    static Result<std::unique_ptr<MainLog>> open(MainLogSpec spec, sys::FileSystem& files, sys::Loop& loop,
                                                 sys::RecordTarget& syslog);
    class Key {
        friend class MainLog;
        Key() = default;
    };
    /// Through open() only.
    MainLog(Key, MainLogSpec spec, sys::FileSystem& files, sys::Loop& loop, sys::RecordTarget& syslog);
    ~MainLog() override;
    MainLog(const MainLog&) = delete;
    MainLog& operator=(const MainLog&) = delete;

    bool enabled(Level level) const override { return level >= level_; }
    void write(Level level, std::string_view message) override;

    Level level() const { return level_; }
    void set_level(Level level) { level_ = level; }

    /// Logs `supervisord logreopen`, then opens the file by name again (USR2, LOG-025).
    void reopen();

    /// Removes the file and starts an empty one (LOG-011).
    Result<void> clear();

    /// Empty when there is no file, or no name one could read it by.
    const std::string& path() const { return followed_->path(); }

    /// Records wait for a slow reader of standard output, for the system log or the journal.
    bool congested() const {
        return (console_ && console_->congested()) || syslog_.congested() ||
               (journal_ && journal_->congested());
    }

    std::shared_ptr<FollowedLog> followed() const { return followed_; }

private:
    struct Backend;

    std::unique_ptr<RotatingFile> make_target(RotatingFileSpec spec, sys::FileSystem& files);
    void report_trouble(Level level, const std::string& text);

    std::shared_ptr<FollowedLog> followed_;
    Level level_;
    sys::Loop& loop_;
    bool ready_ = false;  ///< until then trouble is the business of open()
    std::unique_ptr<RotatingFile> file_;
    std::unique_ptr<RotatingFile> console_;
    RecordWriter syslog_;
    std::unique_ptr<RecordWriter> journal_;
    std::unique_ptr<Backend> backend_;
};

}  // namespace supervise::log
