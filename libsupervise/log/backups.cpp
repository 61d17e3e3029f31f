#include "log/backups.hpp"

#include <algorithm>
#include <cerrno>

#include "log/compression.hpp"
#include "log/freeing.hpp"
#include "log/limits.hpp"

namespace supervise::log {

/// A compression under way, which the helper thread uses while the loop only knows that it runs.
struct Backups::Running {
    Running(Compression begun, int of, Backups& by) : compression(std::move(begun)), number(of), owner(&by) {}

    Compression compression;
    Result<bool> complete = false;  ///< of the last step
    int number;                     ///< of the source, by now
    Backups* owner;                 ///< touched on the loop only
};

Backups::Backups(BackupsSpec spec, sys::FileSystem& files, sys::Loop& loop, Report report)
    : spec_(std::move(spec)), files_(files), loop_(loop), report_(std::move(report)) {}

Backups::~Backups() {
    if (running_ != nullptr)
        let_go();
}

std::string Backups::name(int number) const {
    return spec_.path + "." + std::to_string(number);
}

bool Backups::exists(int number) const {
    return files_.status(name(number)) || (has_compressed_ones() && files_.status(compressed(number)));
}

// --- numbers

int Backups::last_shifted() const {
    if (spec_.count <= limits::backups_with_gaps)
        return spec_.count - 1;
    int number = 1;
    while (number < spec_.count && exists(number))
        ++number;
    return number - 1;
}

/// False when there is no such file.
Result<bool> Backups::move(const std::string& from, const std::string& to) {
    const auto moved = files_.rename(from, to);
    if (!moved && moved.error().code != ENOENT)
        return fail(fmt::format("rename to '{}': {}", to, moved.error().message), moved.error().code);
    return moved.has_value();
}

Result<void> Backups::shift_one(int number) {
    const auto plain = move(name(number), name(number + 1));
    if (!plain)
        return tl::unexpected(plain.error());
    const auto gz =
        has_compressed_ones() ? move(compressed(number), compressed(number + 1)) : Result<bool>(false);
    if (!gz) {
        if (*plain)
            (void)files_.rename(name(number + 1), name(number));
        return tl::unexpected(gz.error());
    }
    if (*plain && running_ != nullptr && running_->number == number)
        ++running_->number;
    if (!has_compressed_ones())
        return {};
    // What had the next number in the other form is replaced, too.
    if (*plain && !*gz)
        (void)remove_quickly(files_, loop_, compressed(number + 1));
    if (*gz && !*plain)
        (void)remove_quickly(files_, loop_, name(number + 1));
    return {};
}

Result<void> Backups::shift() {
    sys::Fd doomed = has_compressed_ones() ? hold_if_large(files_, compressed(spec_.count)) : sys::Fd{};
    // Going on after a failure would overwrite the backup that could not move; beginning anew would move the
    // older ones once more, and the last of them out of the row.
    Result<void> shifted;
    for (int number = free_ > 0 && !exists(free_) ? free_ - 1 : last_shifted(); number >= 1; --number) {
        shifted = shift_one(number);
        if (!shifted)
            break;
        free_ = number;
    }
    close_in_background(loop_, std::move(doomed));
    return shifted;
}

/// Each number that may have a backup, the newest first, until `act` returns false.
template <typename Do>
void Backups::for_each_number(const Do& act) const {
    for (int number = 1; number <= spec_.count; ++number)
        if ((number > limits::backups_with_gaps && !exists(number)) || !act(number))
            return;
}

void Backups::added() {
    free_ = 0;
    if (!has_compressed_ones())
        return;
    (void)remove_quickly(files_, loop_, compressed(1));  // there is one only when it is the only number
    remove_old_ones();
    compress_all();
}

void Backups::begin() {
    if (!has_compressed_ones())
        return;
    if (spec_.gzip)
        (void)files_.remove(unfinished());
    remove_old_ones();
    compress_all();
}

void Backups::remove_old_ones() {
    if (spec_.max_age.count() <= 0)
        return;
    const auto now =
        std::chrono::duration_cast<std::chrono::seconds>(loop_.clock().wall().time_since_epoch()).count();
    for_each_number([&](int number) {
        for (const std::string& path : {name(number), compressed(number)}) {
            const auto status = files_.status(path);
            if (status && status->kind == sys::FileStatus::Kind::regular &&
                now - status->modified > spec_.max_age.count())
                (void)remove_quickly(files_, loop_, path);  // it stays until the next time
        }
        return true;
    });
}

// --- compressing

void Backups::compress_all() {
    if (!spec_.gzip || running_ != nullptr)
        return;
    failed_.clear();
    compress_next();
}

void Backups::compress_next() {
    bool all = true;
    for_each_number([&](int number) {
        all = !is_to_be_compressed(number) || compress(number);
        return all;
    });
    if (all && failed_.empty())
        reasons_said_.clear();
}

bool Backups::is_to_be_compressed(int number) {
    const auto plain = files_.status(name(number));
    if (!plain || plain->kind != sys::FileStatus::Kind::regular)
        return false;
    // Rotations change the numbers meanwhile.
    if (std::any_of(failed_.begin(), failed_.end(), [&](const auto& one) { return one.same_file(*plain); }))
        return false;
    // The end came between renaming the copy and removing the source; a copy has the time of its source. With
    // another time it is left over from another row, and will be replaced.
    const auto gz = files_.status(compressed(number));
    const bool copied = gz && gz->kind == sys::FileStatus::Kind::regular && gz->modified == plain->modified;
    return !copied || !remove_quickly(files_, loop_, name(number));
}

/// True when another one may be tried at once.
bool Backups::compress(int number) {
    auto begun = Compression::begin(files_, name(number), unfinished());
    if (!begun)
        return give_up(number, begun.error());
    running_ = std::make_shared<Running>(std::move(*begun), number, *this);
    take_step();
    return false;
}

void Backups::take_step() {
    loop_.in_background([job = running_] { job->complete = job->compression.step(); },
                        [job = running_] {
                            if (job->owner != nullptr)
                                job->owner->on_step();
                        });
}

void Backups::on_step() {
    if (!running_->complete) {
        if (give_up(running_->number, running_->complete.error()))
            compress_next();
    } else if (!*running_->complete) {
        take_step();
    } else if (settle()) {
        compress_next();
    }
}

/// The copy takes the place of its source. False when the others have to wait for the next rotation.
bool Backups::settle() {
    const int number = running_->number;
    const Compression& compression = running_->compression;
    // While it was compressed it may have become too old, or one too many.
    const bool is_there = compression.is_source(name(number));
    // Somebody else may write to these files.
    const bool is_ours = compression.is_target(unfinished()) && compression.has_all();
    if (is_there && is_ours) {
        if (auto renamed = files_.rename(unfinished(), compressed(number)); !renamed)
            return give_up(number, renamed.error());
        (void)files_.remove(name(number));  // if that fails, compress_next() comes back to it
    }
    let_go();
    return is_ours;
}

/// It stays as it is. True when the others may fare better.
bool Backups::give_up(int number, const Error& error) {
    if (reasons_said_.insert(error.message).second)
        report_(Level::error, fmt::format("cannot compress '{}': {}; it stays as it is until that works",
                                          name(number), error.message));
    const bool no_room = error.code == ENOSPC || error.code == EDQUOT;
    if (running_ != nullptr)
        let_go();  // and `error` with it
    else
        (void)files_.remove(unfinished());
    const auto source = files_.status(name(number));
    if (!source || no_room)
        return false;
    failed_.push_back(*source);
    return true;
}

/// What is held of source and copy is freed off the loop.
void Backups::let_go() {
    if (running_->compression.is_target(unfinished()))
        (void)files_.remove(unfinished());
    running_->owner = nullptr;
    loop_.in_background([job = std::move(running_)] {}, nullptr);
    running_ = nullptr;
}

}  // namespace supervise::log
