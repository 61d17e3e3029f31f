#include "log/compression.hpp"

#include <cerrno>

#include "log/limits.hpp"

namespace supervise::log {

Result<Compression> Compression::begin(sys::FileSystem& files, const std::string& source,
                                       const std::string& target) {
    auto gzip = sys::Gzip::begin();
    if (!gzip)
        return tl::unexpected(gzip.error());
    auto from = files.open_read(source, false);
    if (!from)
        return tl::unexpected(from.error());
    const auto status = files.status(from->get());
    if (!status)
        return tl::unexpected(status.error());
    if (status->kind != sys::FileStatus::Kind::regular)
        return fail("it is no regular file", EINVAL);
    (void)files.remove(target);  // what cannot be removed is in the way below
    sys::AppendOptions options;
    options.mode = status->mode & 0777U;
    options.exact_mode = options.own_file = options.must_create = true;
    auto to = files.open_append(target, options);
    if (!to)
        return tl::unexpected(to.error());
    return Compression(files, std::move(*gzip), std::move(*from), std::move(*to));
}

Result<bool> Compression::step() {
    buffer_.resize(limits::read_buffer);
    for (std::size_t done = 0; done < limits::compressed_at_once; done += buffer_.size()) {
        const auto got = files_->read_at(source_.get(), offset_, buffer_.data(), buffer_.size());
        if (!got)
            return tl::unexpected(got.error());
        offset_ += static_cast<std::int64_t>(*got);
        auto added = *got > 0 ? gzip_.add({buffer_.data(), *got}, out_) : gzip_.finish(out_);
        if (added)
            added = write_out();
        if (!added)
            return tl::unexpected(added.error());
        if (*got > 0)
            continue;
        if (auto ended = end(); !ended)
            return tl::unexpected(ended.error());
        return true;
    }
    return false;
}

Result<void> Compression::write_out() {
    for (std::string_view rest = out_; !rest.empty();) {
        const sys::Transfer put = files_->write(target_.get(), rest);
        if (put.outcome != sys::Transfer::Outcome::some || put.bytes == 0) {
            const int code = put.code != 0 ? put.code : EIO;
            return fail(errno_text(code), code);
        }
        rest.remove_prefix(put.bytes);
    }
    out_.clear();
    return {};
}

Result<void> Compression::end() {
    const auto status = files_->status(source_.get());
    if (!status)
        return tl::unexpected(status.error());
    if (auto set = files_->set_modified(target_.get(), status->modified); !set)
        return set;
    return files_->sync(target_.get());
}

bool Compression::is_source(const std::string& path) const {
    const auto status = files_->status(path);
    const auto here = files_->status(source_.get());
    return status && here && status->same_file(*here);
}

bool Compression::has_all() const {
    const auto here = files_->status(source_.get());
    return here && here->size == offset_;
}

bool Compression::is_target(const std::string& path) const {
    const auto status = files_->status(path);
    const auto here = files_->status(target_.get());
    return status && here && status->same_file(*here);
}

}  // namespace supervise::log
