/// The first thing worth reading that a host says. Login shells may print banners before it. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace deployer::transport {

/// What the start command prints when the agent is not there yet (start_command.hpp).
inline constexpr std::string_view wants_agent_line = "\nhadeploy-wants-agent\n";

class GreetingScanner {
public:
    enum class Found : std::uint8_t {
        nothing,      ///< so far
        wants_agent,  ///< its program is to be sent; what comes next is to be put as well
        agent,        ///< it speaks; rest() is the beginning of what it says
        too_much,     ///< of something else
    };

    Found put(std::string_view bytes);

    /// What came before: banners.
    const std::string& before() const { return before_; }
    /// What came behind the line that was found last.
    std::string take_rest();

private:
    std::string before_;
    std::string rest_;
};

}  // namespace deployer::transport
