#include "log/rotating_file.hpp"

#include <cerrno>
#include <mutex>

#include "log/freeing.hpp"
#include "log/limits.hpp"

namespace supervise::log {

/// What is wrong and what it has cost so far.
struct RotatingFile::Trouble {
    int code;
    sys::MonoTime retry_at;
    std::uint64_t lost = 0;
};

/// Emptying a large file in place, by whichever comes first: the helper thread or the next append. The file
/// keeps its identity, as Supervisor has it (LOG-021), and the loop does not wait unless it has something to
/// write.
class RotatingFile::Truncation {
public:
    Truncation(sys::Fd fd, sys::FileSystem& files, RotatingFile& owner)
        : fd_(std::move(fd)), files_(files), owner_(&owner) {}

    /// Returns when the file is empty. Any thread; the file system object is stateless.
    void run() {
        std::call_once(once_, [this] {
            (void)files_.truncate(fd_.get());  // fails only for a file that could not be written either
            fd_.reset();
        });
    }

    /// On the loop: the owner is gone, or knows already.
    void forget_owner() { owner_ = nullptr; }
    void tell_owner() {
        if (owner_ != nullptr)
            owner_->end_truncation();
    }

private:
    std::once_flag once_;
    sys::Fd fd_;
    sys::FileSystem& files_;
    RotatingFile* owner_;  ///< touched on the loop only
};

RotatingFile::RotatingFile(RotatingFileSpec spec, sys::FileSystem& files, sys::Loop& loop, Report report)
    : spec_(std::move(spec)),
      files_(files),
      loop_(loop),
      report_(std::move(report)),
      backups_({spec_.path, spec_.backups, spec_.gzip, spec_.max_age}, files, loop, report_) {}

RotatingFile::~RotatingFile() {
    if (truncation_ != nullptr)
        truncation_->forget_owner();
    if (holds_output())
        report_(Level::warn, fmt::format("{} bytes are lost that the reader of '{}' did not take in time",
                                         stream_->backlog(), spec_.path));
}

// --- opening

sys::AppendOptions RotatingFile::append_options() const {
    sys::AppendOptions options;
    options.mode = spec_.own_file ? 0600 : spec_.mode.value_or(0666);
    options.exact_mode = spec_.mode.has_value();
    options.own_file = spec_.own_file;
    return options;
}

Result<sys::Fd> RotatingFile::open_named() {
    auto fd = files_.open_append(spec_.path, append_options());
    const std::size_t slash = spec_.path.rfind('/');
    if (fd || fd.error().code != ENOENT || !spec_.make_folder || slash == std::string::npos || slash == 0)
        return fd;
    if (auto made = files_.make_folders(spec_.path.substr(0, slash)); !made)
        return tl::unexpected(made.error());
    return files_.open_append(spec_.path, append_options());
}

Result<sys::Fd> RotatingFile::open_own_descriptor(int own, bool& shared) {
    const auto status = files_.status(own);
    if (!status)
        return tl::unexpected(status.error());
    // A description of our own can be non-blocking without touching that of the terminal or of a log
    // collector. A regular file must share its position with those who write to the same descriptor, or they
    // would overwrite us.
    if (status->kind != sys::FileStatus::Kind::regular && status->kind != sys::FileStatus::Kind::socket) {
        sys::AppendOptions options;
        options.create = false;
        if (auto fd = files_.open_append(spec_.path, options))
            return fd;
    }
    shared = true;
    return files_.duplicate(own);
}

Result<void> RotatingFile::open_target() {
    bool shared = false;
    const auto own = spec_.own_file ? std::nullopt : files_.own_descriptor(spec_.path);
    auto fd = own ? open_own_descriptor(*own, shared) : open_named();
    if (!fd)
        return tl::unexpected(fd.error());
    const auto status = files_.status(fd->get());
    if (!status)
        return tl::unexpected(status.error());
    if (status->kind == sys::FileStatus::Kind::regular) {
        fd_ = std::move(*fd);
        rotates_ = !own;
        if (rotates_ && !begun_) {
            begun_ = true;
            backups_.begin();
        }
    } else {
        const StreamTarget::Manner manner{shared, spec_.whole_lines};
        stream_ = std::make_unique<StreamTarget>(std::move(*fd), manner, files_, loop_,
                                                 [this](int code) { on_stream_settled(code); });
    }
    return {};
}

Result<void> RotatingFile::open() {
    open_ = true;
    if (fd_ || stream_)
        return {};
    auto opened = open_target();
    if (!opened)
        begin_trouble("open", opened.error());
    else
        retry_now();
    return opened;
}

void RotatingFile::drop_target() {
    end_truncation();
    if (stream_ && stream_->congested()) {
        lose(stream_->backlog());
        taken_ -= stream_->backlog();
    }
    stream_.reset();
    fd_.reset();
    rotates_ = false;
}

void RotatingFile::close() {
    open_ = false;
    if (!holds_output())
        drop_target();
}

void RotatingFile::reopen() {
    if (!open_ || (stream_ && stream_->congested()))
        return;
    drop_target();
    // The result was reported where it mattered.
    (void)open();
}

// --- writing

bool RotatingFile::may_try() {
    if (trouble_ == nullptr)
        return fd_ || stream_ || open();
    if (loop_.clock().mono() < trouble_->retry_at)
        return false;
    // The way out of a full disk may have been to remove this very file.
    if (rotates_ && !name_leads_here())
        drop_target();
    return fd_ || stream_ || open();
}

void RotatingFile::append(std::string_view bytes) {
    if (bytes.empty())
        return;
    end_truncation();
    if (!open_ || !may_try())
        lose(bytes.size());
    else if (stream_)
        write_stream(bytes);
    else
        write_file(bytes);
}

/// What the next line would continue is the half of another one.
bool RotatingFile::within_line() {
    if (!cut_ || stream_)
        return cut_;
    const auto here = files_.status(fd_.get());
    return here && here->size > 0;
}

/// `written` of `bytes` have been.
void RotatingFile::note_cut(std::string_view bytes, std::size_t written) {
    if (written > 0)
        cut_ = spec_.whole_lines && bytes[written - 1] != '\n';
}

/// Takes what could be written off `bytes`. The errno of what stopped it, or 0.
int RotatingFile::put_into_file(std::string_view& bytes) {
    while (!bytes.empty()) {
        const sys::Transfer put = files_.write(fd_.get(), bytes);
        if (put.outcome != sys::Transfer::Outcome::some || put.bytes == 0)
            return put.code != 0 ? put.code : EIO;
        taken_ += put.bytes;
        bytes.remove_prefix(put.bytes);
    }
    return 0;
}

void RotatingFile::write_file(std::string_view bytes) {
    std::string_view newline = "\n";
    std::string_view rest = bytes;
    int code = within_line() ? put_into_file(newline) : 0;
    if (code == 0) {
        cut_ = false;
        code = put_into_file(rest);
        note_cut(bytes, bytes.size() - rest.size());
    }
    if (code != 0) {
        begin_trouble("write to", Error{errno_text(code), code});
        lose(rest.size());
    } else if (trouble_ != nullptr) {
        end_trouble();
    }
    rotate_if_due();
}

void RotatingFile::write_stream(std::string_view bytes) {
    if (within_line() && stream_->write("\n").bytes > 0) {
        ++taken_;
        cut_ = false;
    }
    const StreamTarget::Accepted done = stream_->write(bytes);
    taken_ += done.bytes;
    note_cut(bytes, done.bytes);
    if (done.code != 0) {
        drop_target();
        begin_trouble("write to", Error{errno_text(done.code), done.code});
    } else if (done.bytes < bytes.size()) {
        begin_trouble("write to", Error{"the reader is too slow", EAGAIN});
    } else if (trouble_ != nullptr) {
        end_trouble();
    }
    if (done.bytes < bytes.size())
        lose(bytes.size() - done.bytes);
}

void RotatingFile::on_stream_settled(int code) {
    if (code != 0) {
        drop_target();
        begin_trouble("write to", Error{errno_text(code), code});
    } else {
        retry_now();
        if (!open_)
            drop_target();
    }
    if (relieved_)
        relieved_();
}

// --- trouble

void RotatingFile::begin_trouble(const char* what, const Error& error) {
    const bool known = trouble_ != nullptr && trouble_->code == error.code;
    if (trouble_ == nullptr)
        trouble_ = std::make_unique<Trouble>();
    trouble_->code = error.code;
    trouble_->retry_at = loop_.clock().mono() + limits::retry_interval;
    if (!known)
        report_(Level::error, fmt::format("cannot {} '{}': {}; output is discarded until that works", what,
                                          spec_.path, error.message));
}

void RotatingFile::end_trouble() {
    const std::uint64_t lost = trouble_->lost;
    trouble_.reset();
    report_(Level::warn, fmt::format("writing to '{}' again; {} bytes were lost", spec_.path, lost));
}

void RotatingFile::retry_now() {
    if (trouble_ != nullptr)
        trouble_->retry_at = loop_.clock().mono();
}

void RotatingFile::lose(std::size_t bytes) {
    lost_ += bytes;
    if (trouble_ != nullptr)
        trouble_->lost += bytes;
}

// --- clearing and rotating

bool RotatingFile::name_leads_here() {
    const auto named = files_.status(spec_.path);
    if (!named)
        return named.error().code != ENOENT;
    const auto here = files_.status(fd_.get());
    return here && named->same_file(*here);
}

Result<void> RotatingFile::clear() {
    if (stream_ || (open_ && fd_ && !rotates_))
        return {};
    if (!spec_.own_file && files_.own_descriptor(spec_.path))
        return {};
    const auto present = files_.status(spec_.path);
    if (present && present->kind == sys::FileStatus::Kind::folder)
        return fail(fmt::format("'{}' is a folder", spec_.path), EISDIR);
    if (present && present->kind != sys::FileStatus::Kind::regular)
        return {};
    sys::Fd doomed = hold_if_large(files_, spec_.path);
    if (auto removed = files_.remove(spec_.path); !removed && removed.error().code != ENOENT)
        return fail(fmt::format("cannot remove '{}': {}", spec_.path, removed.error().message),
                    removed.error().code);
    drop_target();
    close_in_background(loop_, std::move(doomed));
    if (open_)
        return open();
    if (!present)
        return {};
    auto fresh = files_.open_append(spec_.path, append_options());
    return fresh ? Result<void>{} : tl::unexpected(fresh.error());
}

void RotatingFile::rotate_if_due() {
    if (spec_.maxbytes <= 0 || !rotates_)
        return;
    const auto position = files_.position(fd_.get());
    if (!position || *position < spec_.maxbytes)
        return;
    if (stuck_ != nullptr && loop_.clock().mono() < stuck_->retry_at)
        return;
    if (!name_leads_here()) {  // removed or replaced by somebody: what has that name now is the log
        close_in_background(loop_, std::move(fd_));
        reopen();
        return;
    }
    auto rotated = spec_.backups > 0 ? rotate() : start_truncation(*position);
    if (rotated && stuck_ != nullptr) {
        stuck_.reset();
        report_(Level::warn, fmt::format("rotating '{}' again", spec_.path));
    }
    if (rotated)
        return;
    const bool known = stuck_ != nullptr && stuck_->code == rotated.error().code;
    stuck_ = std::make_unique<Trouble>(
        Trouble{rotated.error().code, loop_.clock().mono() + limits::retry_interval});
    if (!known)
        report_(Level::error, fmt::format("cannot rotate '{}': {}; it grows until that works", spec_.path,
                                          rotated.error().message));
}

Result<void> RotatingFile::rotate() {
    sys::Fd doomed = hold_if_large(files_, backups_.name(spec_.backups));
    if (auto shifted = backups_.shift(); !shifted)
        return shifted;
    const std::string first = backups_.name(1);
    if (auto moved = files_.rename(spec_.path, first); !moved)
        return fail(fmt::format("rename to '{}': {}", first, moved.error().message), moved.error().code);
    auto fresh = files_.open_append(spec_.path, append_options());
    if (!fresh) {
        // The descriptor still leads to the old file: give it its name back and go on writing there.
        (void)files_.rename(first, spec_.path);
        return fail(fmt::format("open a new file: {}", fresh.error().message), fresh.error().code);
    }
    fd_ = std::move(*fresh);
    close_in_background(loop_, std::move(doomed));
    backups_.added();
    return {};
}

Result<void> RotatingFile::start_truncation(std::int64_t size) {
    if (size <= limits::freed_inline)
        return files_.truncate(fd_.get());
    auto copy = files_.duplicate(fd_.get());
    if (!copy)
        return files_.truncate(fd_.get());
    truncation_ = std::make_shared<Truncation>(std::move(*copy), files_, *this);
    loop_.in_background([job = truncation_] { job->run(); }, [job = truncation_] { job->tell_owner(); });
    return {};
}

void RotatingFile::end_truncation() {
    if (truncation_ == nullptr)
        return;
    truncation_->run();
    truncation_->forget_owner();
    truncation_.reset();
    if (relieved_)
        relieved_();
}

}  // namespace supervise::log
