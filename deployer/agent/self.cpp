#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

#include "agent/operations.hpp"
#include "agent/tree.hpp"
#include "agent/walk.hpp"

namespace deployer::agent {

task::Answer perform(Context& context, const task::RemoveAgent& /*operation*/) {
    if (!context.host.exists(context.state.path()))
        return ok();
    // What others have removed meanwhile need not be remembered.
    if (!context.begin.check)
        if (auto pruned = context.ledger.prune(); !pruned)
            return failed(pruned.error());
    if (const std::size_t left = context.ledger.size(); left > 0)
        return ok("the agent stays: " + std::to_string(left) +
                  " things that deployments created are still there");
    if (context.begin.check)
        return changed("agent removed");
    const auto place = open_place(context.state.path());
    if (!place)
        return failed(place.error());
    auto removed = remove_tree(place->folder.get(), place->name, context.state.path(), Kept({}),
                               [&context] { context.host.still_working(); });
    return removed ? changed("agent removed") : failed(removed.error());
}

}  // namespace deployer::agent
