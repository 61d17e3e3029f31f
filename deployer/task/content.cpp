#include "task/content.hpp"

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>

#include "sys/fd.hpp"
#include "task/sha256.hpp"

namespace deployer::task {

namespace {

constexpr std::size_t read_piece = std::size_t{256} << 10;

/// The hash and the length of what `fd` gives until its end.
supervise::Result<Content> digest_of(int fd, const std::string& path) {
    Sha256 digest;
    Content content;
    std::string piece(read_piece, '\0');
    for (;;) {
        const supervise::sys::Transfer read = supervise::sys::read_some(fd, piece.data(), piece.size());
        if (read.outcome == supervise::sys::Transfer::Outcome::end)
            break;
        if (read.outcome != supervise::sys::Transfer::Outcome::some)
            return supervise::fail_errno("read '" + path + "'", read.code);
        digest.update(std::string_view(piece).substr(0, read.bytes));
        content.size += read.bytes;
    }
    content.sha256 = digest.hex();
    return content;
}

}  // namespace

Content Contents::add(std::string bytes) {
    Content content{sha256_hex(bytes), bytes.size()};
    held_.try_emplace(content.sha256, Held{std::make_shared<const std::string>(std::move(bytes)), {}});
    return content;
}

supervise::Result<Content> Contents::add_file(const std::string& path) {
    const supervise::sys::Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!fd)
        return supervise::fail_errno("open '" + path + "'", errno);
    struct stat status = {};
    if (::fstat(fd.get(), &status) != 0)
        return supervise::fail_errno("stat '" + path + "'", errno);
    if (!S_ISREG(status.st_mode))
        return supervise::fail("'" + path + "' is not a regular file");
    auto content = digest_of(fd.get(), path);
    if (content)
        held_.try_emplace(content->sha256, Held{nullptr, path});
    return content;
}

const Contents::Held* Contents::find(const std::string& sha256) const {
    const auto found = held_.find(sha256);
    return found == held_.end() ? nullptr : &found->second;
}

}  // namespace deployer::task
