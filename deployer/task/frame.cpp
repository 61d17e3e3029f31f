#include <array>

#include "task/wire.hpp"

namespace deployer::task {

namespace {

constexpr std::size_t header = 4;
constexpr std::array<FrameKind, 10> kinds{
    FrameKind::hello,  FrameKind::begin, FrameKind::run,     FrameKind::need,    FrameKind::data,
    FrameKind::answer, FrameKind::done,  FrameKind::working, FrameKind::waiting, FrameKind::bye};

std::uint32_t byte_at(std::string_view bytes, std::size_t i) {
    return static_cast<unsigned char>(bytes[i]);
}

bool is_kind(char byte) {
    for (const FrameKind kind : kinds)
        if (static_cast<char>(kind) == byte)
            return true;
    return false;
}

}  // namespace

std::string encode(FrameKind kind, std::string_view payload) {
    const auto length = static_cast<std::uint32_t>(payload.size() + 1);
    std::string frame;
    frame.reserve(header + length);
    for (int shift = 24; shift >= 0; shift -= 8)
        frame += static_cast<char>(length >> shift & 0xFF);
    frame += static_cast<char>(kind);
    frame += payload;
    return frame;
}

std::optional<std::size_t> FrameReader::next_size() const {
    const std::string_view rest = std::string_view(buffer_).substr(taken_);
    if (rest.size() < header)
        return std::nullopt;
    const std::uint32_t length =
        byte_at(rest, 0) << 24 | byte_at(rest, 1) << 16 | byte_at(rest, 2) << 8 | byte_at(rest, 3);
    return header + std::size_t{length};
}

supervise::Result<void> FrameReader::check_next() const {
    const auto size = next_size();
    if (!size)
        return {};
    if (*size <= header || *size > header + max_frame)
        return supervise::fail("the other side sent a frame of " + std::to_string(*size - header) +
                               " bytes, which is not allowed");
    if (buffer_.size() - taken_ > header && !is_kind(buffer_[taken_ + header]))
        return supervise::fail("the other side sent a frame of an unknown kind");
    return {};
}

supervise::Result<void> FrameReader::put(std::string_view bytes) {
    if (taken_ > 0 && taken_ == buffer_.size()) {
        buffer_.clear();
        taken_ = 0;
    }
    buffer_ += bytes;
    return check_next();
}

std::optional<Frame> FrameReader::take() {
    const auto size = next_size();
    // What comes behind the frame given last has not been looked at when it came.
    if (!size || buffer_.size() - taken_ < *size || !check_next())
        return std::nullopt;
    Frame frame{static_cast<FrameKind>(buffer_[taken_ + header]),
                buffer_.substr(taken_ + header + 1, *size - header - 1)};
    taken_ += *size;
    if (taken_ >= data_piece) {
        buffer_.erase(0, taken_);
        taken_ = 0;
    }
    return frame;
}

}  // namespace deployer::task
