#include "model/mode.hpp"

#include "sys/number.hpp"

namespace deployer::model {

std::optional<unsigned> mode_bits(std::string_view text) {
    if (text.size() < 3 || text.size() > 5)
        return std::nullopt;
    const auto bits = supervise::whole_number<unsigned>(text, 8);
    return bits && *bits <= 07777U ? bits : std::nullopt;
}

}  // namespace deployer::model
