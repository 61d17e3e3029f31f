/// A log file: appended to, rotated by size, reopened by name. Whatever happens to it (folder missing, disk
/// full, file removed or replaced, a folder in the way of a backup) the object stays usable: bytes it cannot
/// place are counted, it says once what is wrong, tries again on later writes, and says when it goes on.
/// LOG-020 to LOG-027.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "log/backups.hpp"
#include "log/logger.hpp"
#include "log/stream_target.hpp"
#include "sys/fd.hpp"
#include "sys/files.hpp"
#include "sys/loop.hpp"
#include "sys/result.hpp"

namespace supervise::log {

struct RotatingFileSpec {
    std::string path;
    std::int64_t maxbytes = 0;  ///< 0: never rotated
    int backups = 0;            ///< 0: truncated instead
    std::optional<unsigned>
        mode;                  ///< exact mode of files it creates, but own ones; none: 0666 minus the umask
    bool make_folder = false;  ///< create missing folders above the file
    bool gzip = false;         ///< backups are compressed
    std::chrono::seconds max_age{0};  ///< of backups; 0: they are kept
    bool whole_lines = false;  ///< each append ends with a line: a stream gets lines whole, and what of one
                               ///< could be written before trouble does not run into the next
    bool own_file = false;     ///< an AUTO file: mode 0600, never through a symbolic link (LOG-030)
};

class RotatingFile {
public:
    /// Told of trouble and of its end, outside of any half-done state.
    using Report = std::function<void(Level, const std::string&)>;

    RotatingFile(RotatingFileSpec spec, sys::FileSystem& files, sys::Loop& loop, Report report);
    /// What a slow stream has not taken is lost and said.
    ~RotatingFile();
    RotatingFile(const RotatingFile&) = delete;
    RotatingFile& operator=(const RotatingFile&) = delete;

    /// Opens for appending, if not open. A failure is reported like any trouble; writes will try again.
    Result<void> open();

    /// Appends, and rotates afterwards when the file has reached its size; one call is never split over two
    /// files.
    void append(std::string_view bytes);

    /// Opens by name again (USR2, external logrotate). Nothing when it is closed.
    void reopen();

    /// Removes the file and, if it was there, creates it anew; also while closed. Streams have nothing to
    /// clear.
    Result<void> clear();

    /// Closes as soon as a slow stream has taken what is still held for it.
    void close();

    bool is_open() const { return open_; }

    /// A slow stream holds bytes back, or a truncation is under way: whoever can should stop appending until
    /// `relieved`. Appending nevertheless is safe.
    bool congested() const { return truncation_ != nullptr || (stream_ && stream_->congested()); }
    void on_relieved(std::function<void()> relieved) { relieved_ = std::move(relieved); }

    /// A slow stream has not taken everything.
    bool holds_output() const { return stream_ && stream_->congested(); }

    const std::string& path() const { return spec_.path; }

    /// Bytes that could not be written since the object was made.
    std::uint64_t lost_bytes() const { return lost_; }
    /// Bytes that have been written.
    std::uint64_t written_bytes() const { return taken_ - (stream_ ? stream_->backlog() : 0); }

private:
    struct Trouble;
    class Truncation;

    bool may_try();
    Result<void> open_target();
    Result<sys::Fd> open_own_descriptor(int own, bool& shared);
    Result<sys::Fd> open_named();
    sys::AppendOptions append_options() const;
    void write_file(std::string_view bytes);
    int put_into_file(std::string_view& bytes);
    void write_stream(std::string_view bytes);
    bool within_line();
    void note_cut(std::string_view bytes, std::size_t written);
    void on_stream_settled(int code);
    void drop_target();

    void rotate_if_due();
    Result<void> rotate();
    Result<void> start_truncation(std::int64_t size);
    void end_truncation();
    bool name_leads_here();

    void begin_trouble(const char* what, const Error& error);
    void end_trouble();
    void retry_now();
    void lose(std::size_t bytes);

    RotatingFileSpec spec_;
    sys::FileSystem& files_;
    sys::Loop& loop_;
    Report report_;
    Backups backups_;
    bool begun_ = false;  ///< opened before
    std::function<void()> relieved_;
    sys::Fd fd_;                            ///< the regular file
    bool open_ = false;                     ///< wanted open; the target itself may be in trouble
    bool rotates_ = false;                  ///< a regular file under its own name
    std::unique_ptr<StreamTarget> stream_;  ///< when the target is no regular file
    std::unique_ptr<Trouble> trouble_;      ///< cannot be opened or written
    std::unique_ptr<Trouble> stuck_;        ///< cannot be rotated
    std::shared_ptr<Truncation> truncation_;
    bool cut_ = false;  ///< what was written last ends within a line (whole_lines)
    std::uint64_t lost_ = 0;
    std::uint64_t taken_ = 0;  ///< written, or held for a slow stream
};

}  // namespace supervise::log
