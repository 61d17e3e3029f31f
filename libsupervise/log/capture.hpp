/// Capture mode: the tokens in a program's output that switch it on and off (LOG-050 to LOG-057).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace supervise::log {

constexpr std::string_view capture_begin = "<!--XSUPERVISOR:BEGIN-->";
constexpr std::string_view capture_end = "<!--XSUPERVISOR:END-->";

/// Finds the tokens, also when reads cut them. Holds back nothing but what may be the start of a token.
class CaptureScanner {
public:
    class Sink {
    public:
        virtual ~Sink() = default;
        virtual void on_text(std::string_view bytes, bool captured) = 0;
        virtual void on_begin() = 0;
        virtual void on_end() = 0;
    };

    void feed(std::string_view bytes, Sink& sink);

    /// The stream ends: what was held back is text after all. Starts afresh, outside of capture mode.
    void finish(Sink& sink);

    bool capturing() const { return capturing_; }

private:
    std::string_view wanted() const { return capturing_ ? capture_end : capture_begin; }
    bool complete_held(std::string_view& bytes, Sink& sink);
    void toggle(Sink& sink);
    void text(std::string_view bytes, Sink& sink);

    std::string_view held_;  ///< this much of the wanted token ended the last read; points into the token
    bool capturing_ = false;
};

/// The last `limit` bytes of what is put into it.
class CaptureBuffer {
public:
    explicit CaptureBuffer(std::size_t limit) : limit_(limit) {}
    void put(std::string_view bytes);
    /// Empties it and gives the memory back.
    std::string take();

private:
    std::size_t limit_;
    std::string bytes_;
};

}  // namespace supervise::log
