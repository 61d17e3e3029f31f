// Programs that the description does not have any more (HD-PRG-24).
#include <algorithm>

#include "plan/parts.hpp"

namespace deployer::plan {

namespace {

/// One described without programs has those of other descriptions.
bool has_programs(const Maker& maker, const model::Supervisor& supervisor) {
    return std::ranges::any_of(maker.model.programs, [&](const model::Program& program) {
        return &maker.model.supervisors[program.supervisor] == &supervisor;
    });
}

/// Whose files they are cannot be seen in a daemon of somebody else, which several descriptions may share:
/// there, nothing is removed unless that is asked for twice.
control::PruneFiles::Others others_of(const Maker& maker, const model::Supervisor& supervisor) {
    using Others = control::PruneFiles::Others;
    if (!maker.context.prune)
        return supervisor.managed ? Others::tell : Others::leave;
    return supervisor.managed || maker.context.force ? Others::remove : Others::tell;
}

control::PruneFiles prune_files(Maker& maker, const model::Supervisor& supervisor, std::size_t host) {
    const auto index = static_cast<std::size_t>(&supervisor - maker.model.supervisors.data());
    control::PruneFiles prune;
    prune.daemon = maker.daemon(index, host, false);
    prune.files = maker.generated_files(index, host);
    prune.others = others_of(maker, supervisor);
    for (const model::Program& program : maker.model.programs)
        if (program.supervisor == index)
            prune.groups.push_back(maker.group_of(program));
    return prune;
}

}  // namespace

void prune_programs(Maker& maker) {
    const auto is_wanted = [&](const model::Supervisor& supervisor) {
        return has_programs(maker, supervisor);
    };
    for (const auto& scope : by_scope(maker.model.supervisors, is_wanted)) {
        PlayMaker play(maker, *scope.scope,
                       maker.context.prune ? PlayMaker::Shown::yes : PlayMaker::Shown::no);
        const auto items = [&](std::size_t host) {
            std::vector<Item> result;
            for (const model::Supervisor* supervisor : scope.items)
                result.push_back({supervisor->name, prune_files(maker, *supervisor, host)});
            return result;
        };
        if (maker.context.prune)
            play.task("Remove supervisor programs that are not described", items).loop = true;
        else
            play.silent(items);
        play.finish();
    }
}

}  // namespace deployer::plan
