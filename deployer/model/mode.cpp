#include "model/mode.hpp"

#include <charconv>

namespace deployer::model {

std::optional<unsigned> mode_bits(std::string_view text) {
    if (text.size() < 3 || text.size() > 5)
        return std::nullopt;
    unsigned bits = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), bits, 8);
    if (code != std::errc() || end != text.data() + text.size() || bits > 07777U)
        return std::nullopt;
    return bits;
}

}  // namespace deployer::model
