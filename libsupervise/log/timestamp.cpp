#include "log/timestamp.hpp"

#include <chrono>
#include <span>

#include <fmt/format.h>

namespace supervise::log {

using config::TimeFormat;

/// Everything but the milliseconds.
void Timestamp::write_second(std::time_t second) {
    std::tm calendar{};
    const bool utc = format_ == TimeFormat::utc;
    if (utc)
        ::gmtime_r(&second, &calendar);
    else if (format_ != TimeFormat::epoch)
        ::localtime_r(&second, &calendar);
    std::size_t size = 0;
    switch (format_) {
    case TimeFormat::log:
        size = std::strftime(text_.data(), text_.size(), "%Y-%m-%d %H:%M:%S,", &calendar);
        break;
    case TimeFormat::iso:
    case TimeFormat::utc:
        size = std::strftime(text_.data(), text_.size(), "%Y-%m-%dT%H:%M:%S.", &calendar);
        break;
    case TimeFormat::epoch:
        size = static_cast<std::size_t>(fmt::format_to_n(text_.data(), text_.size(), "{}.", second).size);
        break;
    }
    millis_at_ = size;
    size += 3;
    if (utc)
        text_[size++] = 'Z';
    if (format_ == TimeFormat::iso) {  // +0100 becomes +01:00
        const auto zone = std::span(text_).subspan(size);
        size += std::strftime(zone.data(), zone.size(), "%z", &calendar);
        text_[size] = text_[size - 1];
        text_[size - 1] = text_[size - 2];
        text_[size - 2] = ':';
        ++size;
    }
    size_ = size;
}

std::string_view Timestamp::at(sys::WallTime time) {
    const auto whole = std::chrono::floor<std::chrono::seconds>(time);
    const std::time_t second = std::chrono::system_clock::to_time_t(whole);
    if (second != second_) {
        write_second(second);
        second_ = second;
    }
    const auto millis =
        static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(time - whole).count());
    const auto out = std::span(text_).subspan(millis_at_, 3);
    out[0] = static_cast<char>('0' + millis / 100);
    out[1] = static_cast<char>('0' + millis / 10 % 10);
    out[2] = static_cast<char>('0' + millis % 10);
    return {text_.data(), size_};
}

}  // namespace supervise::log
