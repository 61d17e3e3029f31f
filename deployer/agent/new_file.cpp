#include "agent/new_file.hpp"

#include <cerrno>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "task/content.hpp"

namespace deployer::agent {

namespace {

using supervise::fail;
using supervise::fail_errno;
using supervise::Result;
using supervise::sys::Fd;

/// The same for every agent that writes this file, so that the next one finds what the last one left. Short,
/// however long the file's own name is, and hidden from include patterns.
std::string temporary_name(const std::string& name) {
    return ".hadeploy-" + task::sha256_hex(name).substr(0, 16);
}

/// Removes the file when no living agent holds it.
Result<void> clear(const Place& place, const std::string& name, const std::string& path) {
    const Fd old(::openat(place.folder.get(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    struct stat status = {};
    if (old && ::fstat(old.get(), &status) == 0 && status.st_uid == ::geteuid() &&
        ::flock(old.get(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
        return fail("another deployment is writing '" + path + "'");
    if (::unlinkat(place.folder.get(), name.c_str(), 0) != 0 && errno != ENOENT)
        return fail_errno("cannot remove the leftover '" + parent_of(path) + "/" + name + "'", errno);
    return {};
}

std::string no_room(const std::string& path, int code) {
    std::string text = "cannot write '" + path + "': " + supervise::errno_text(code);
    return text + "; what was there stays as it is";
}

}  // namespace

NewFile::NewFile(const Place& place, LateSync& late, const std::string& path, Fd fd)
    : place_(place), late_(late), path_(path), name_(temporary_name(place.name)), fd_(std::move(fd)) {}

NewFile::NewFile(NewFile&& other) noexcept
    : place_(other.place_),
      late_(other.late_),
      path_(std::move(other.path_)),
      name_(std::exchange(other.name_, "")),
      fd_(std::move(other.fd_)),
      digest_(std::move(other.digest_)) {}

NewFile::~NewFile() {
    if (!name_.empty())
        ::unlinkat(place_.folder.get(), name_.c_str(), 0);
}

Result<NewFile> NewFile::create(const Place& place, LateSync& late, const std::string& path) {
    const std::string name = temporary_name(place.name);
    for (int attempt = 0; attempt < 3; ++attempt) {
        Fd fd(::openat(place.folder.get(), name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                       0600));
        if (fd) {
            ::flock(fd.get(), LOCK_EX | LOCK_NB);
            return NewFile(place, late, path, std::move(fd));
        }
        if (errno != EEXIST)
            return fail(no_room(path, errno), errno);
        if (auto cleared = clear(place, name, path); !cleared)
            return tl::unexpected(cleared.error());
    }
    return fail("somebody keeps making '" + name + "' beside '" + path + "'");
}

void NewFile::remove_leftover(const Place& place) {
    const std::string name = temporary_name(place.name);
    if (::faccessat(place.folder.get(), name.c_str(), F_OK, AT_SYMLINK_NOFOLLOW) == 0)
        (void)clear(place, name, place.name);  // The next write says what is wrong with it.
}

std::string NewFile::path() const {
    return (parent_of(path_) == "/" ? "" : parent_of(path_)) + "/" + name_;
}

Result<void> NewFile::write(std::string_view piece) {
    digest_.update(piece);
    if (auto written = supervise::sys::write_all(fd_.get(), piece); !written)
        return fail(no_room(path_, written.error().code), written.error().code);
    return {};
}

Result<void> NewFile::finish(const Attributes& attributes) {
    if (auto applied = apply(fd_.get(), attributes, path_); !applied)
        return applied;
    if (::fsync(fd_.get()) != 0)
        return fail(no_room(path_, errno), errno);
    return {};
}

Result<void> NewFile::put() {
    if (::renameat(place_.folder.get(), name_.c_str(), place_.folder.get(), place_.name.c_str()) != 0)
        return fail(no_room(path_, errno), errno);
    name_.clear();
    late_.later(place_.folder.get());
    return {};
}

Result<void> NewFile::commit(const Attributes& attributes) {
    auto finished = finish(attributes);
    return finished ? put() : finished;
}

Result<void> put_as_made(Context& context, NewFile& file, const Attributes& attributes,
                         const std::string& path, const std::string& note) {
    if (auto finished = file.finish(attributes); !finished)
        return finished;
    const auto before = context.ledger.note(Made::file, path);
    if (auto noted = context.ledger.add(Made::file, path, note); !noted)
        return noted;
    auto put = file.put();
    if (!put)
        (void)(before ? context.ledger.add(Made::file, path, *before)
                      : context.ledger.drop(Made::file, path));
    return put;
}

}  // namespace deployer::agent
