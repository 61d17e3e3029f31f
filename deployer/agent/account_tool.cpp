#include "agent/account_tool.hpp"

#include <cerrno>

namespace deployer::agent {

supervise::Result<void> run_account_tool(Context& context, const std::vector<std::string>& argv,
                                         const std::string& failure, const std::string& input) {
    std::string why;
    for (int attempt = 0; attempt <= limits::account_retries; ++attempt) {
        if (attempt > 0)
            context.host.sleep(limits::account_pause);
        const auto finished = context.host.run({.argv = argv, .input = input});
        if (finished && finished->good())
            return {};
        if (!finished && finished.error().code == ENOENT)
            return supervise::fail(
                failure + ": '" + argv[0] +
                "' is not installed on this host (package passwd, shadow or shadow-utils)");
        why = finished ? reason(*finished) : finished.error().message;
    }
    return supervise::fail(failure + ": " + why);
}

}  // namespace deployer::agent
