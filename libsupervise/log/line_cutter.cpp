#include "log/line_cutter.hpp"

namespace supervise::log {

std::size_t LineCutter::before_cut_character(std::string_view text) {
    constexpr std::size_t longest_character = 4;
    for (std::size_t back = 1; back < longest_character && back < text.size(); ++back) {
        const auto byte = static_cast<unsigned char>(text[text.size() - back]);
        if (byte < 0x80)
            break;
        if (byte >= 0xC0) {  // it begins a character of as many bytes as it has leading ones
            const std::size_t bytes = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
            return bytes > back ? text.size() - back : text.size();
        }
    }
    return text.size();
}

}  // namespace supervise::log
