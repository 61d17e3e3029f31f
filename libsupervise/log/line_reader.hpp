/// What a program wrote, out of the bytes of its log file: the inverse of LineFormat. Pure; the bytes come
/// piece by piece. Exact but for what the file does not tell: a newline that LineFormat added (to the last
/// line, and to pieces of a line with a prefix that was too long), and in JSON bytes that are no UTF-8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "log/head_matcher.hpp"

namespace supervise::log {

class LineReader {
public:
    /// As for LineFormat.
    LineReader(config::LogFormat format, std::string_view prefix, const LineSource& source);

    /// The bytes that come next stand somewhere in a line: up to its end they are left as they are.
    void begin_within_line();

    /// Adds what the program wrote to `out`. A line of another form, from before a change of the
    /// configuration or by somebody else, is left as it is. What cannot be told yet is held.
    void put(std::string_view bytes, std::string& out);

    /// The file ends: adds what is held, as it is. A new line begins.
    void finish(std::string& out);

    /// Bytes that are held: at most what stands before a line.
    std::size_t held() const { return held_.size(); }

private:
    /// Where in a line the next byte stands.
    enum class Place : std::uint8_t {
        head,     ///< in what comes before the line, or at its beginning
        text,     ///< in what is handed over as it is
        message,  ///< in the string of a JSON line
        escape,   ///< ... behind a backslash
        end,      ///< ... behind that string
    };

    void take_head(std::string_view& bytes, std::string& out);
    void take_text(std::string_view& bytes, std::string& out);
    void take_message(std::string_view& bytes, std::string& out);
    void take_escape(std::string_view& bytes, std::string& out);
    void take_end(std::string_view& bytes, std::string& out);
    void hold(std::string_view& bytes);
    void go_on(Place place);

    bool is_json_;
    HeadMatcher head_;
    Place place_ = Place::head;
    std::string held_;
};

}  // namespace supervise::log
