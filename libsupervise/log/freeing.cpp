#include "log/freeing.hpp"

#include <memory>

#include "log/limits.hpp"

namespace supervise::log {

sys::Fd hold_if_large(sys::FileSystem& files, const std::string& path) {
    const auto status = files.status(path);
    if (!status || status->kind != sys::FileStatus::Kind::regular || status->size <= limits::freed_inline)
        return {};
    auto held = files.open_read(path, false);
    return held ? std::move(*held) : sys::Fd{};
}

void close_in_background(sys::Loop& loop, sys::Fd fd) {
    if (!fd)
        return;
    auto held = std::make_shared<sys::Fd>(std::move(fd));
    loop.in_background([held] { held->reset(); }, nullptr);
}

Result<void> remove_quickly(sys::FileSystem& files, sys::Loop& loop, const std::string& path) {
    sys::Fd held = hold_if_large(files, path);
    auto removed = files.remove(path);
    close_in_background(loop, std::move(held));
    return removed;
}

}  // namespace supervise::log
