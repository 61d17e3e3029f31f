#include "transport/greeting.hpp"

#include <algorithm>
#include <utility>

#include "task/wire.hpp"
#include "transport/limits.hpp"

namespace deployer::transport {

GreetingScanner::Found GreetingScanner::put(std::string_view bytes) {
    before_ += bytes;
    const std::size_t agent = before_.find(task::magic_line);
    const std::size_t wants = before_.find(wants_agent_line);
    const std::size_t first = std::min(agent, wants);
    if (first == std::string::npos)
        return before_.size() > limits::banner ? Found::too_much : Found::nothing;
    const bool speaks = agent < wants;
    rest_ = before_.substr(first + (speaks ? task::magic_line : wants_agent_line).size());
    before_.resize(first);
    return speaks ? Found::agent : Found::wants_agent;
}

std::string GreetingScanner::take_rest() {
    return std::exchange(rest_, {});
}

}  // namespace deployer::transport
