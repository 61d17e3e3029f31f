// Groups of programs (HD-GRP).
#include <algorithm>

#include <fmt/core.h>

#include "model/assembly.hpp"
#include "model/names.hpp"

namespace deployer::model {

namespace {

class Checker {
public:
    Checker(Assembly& assembly, const Named& named, ProgramGroupDraft& draft)
        : assembly_(assembly),
          reading_(assembly.reading),
          named_(named),
          draft_(draft),
          subject_(fmt::format("supervisor_group '{}'", quoted(draft.name))) {}

    void run(const Supervisor& supervisor) {
        refuse_if(reading_, draft_, "name", subject_, included_name_fault(draft_.name));
        if (draft_.no_remove && !supervisor.no_remove)
            refuse(
                reading_, draft_, "no_remove",
                fmt::format("Supervisor_group '{}' has no remove flag set while its supervisor ({}) has not!",
                            quoted(draft_.name), supervisor.name));
        if (draft_.program_names.empty() && is_given(draft_, "programs") && draft_.good)
            error("programs", "has no programs", "name at least one, or remove the group");
        for (std::size_t i = 0; i < draft_.program_names.size(); ++i)
            take(draft_.program_names[i], i);
        check_name();
        check_scope(supervisor);
        settle_priority();
        write_item(supervisor);
    }

private:
    void error(std::string_view key, const std::string& message, const std::string& remedy = {}) {
        refuse(reading_, draft_, key, fmt::format("{} {}", subject_, message), remedy);
    }

    void error_at(std::size_t member, const std::string& message, const std::string& remedy = {}) {
        draft_.good = false;
        reading_.error(draft_.node->find("programs")->items[member].place,
                       fmt::format("{}.programs[{}]", draft_.origin.path, member),
                       fmt::format("{} {}", subject_, message), remedy);
    }

    void take(const std::string& name, std::size_t at) {
        const std::string path = program_path(draft_.supervisor_name, name);
        const auto found = named_.programs.find(path);
        if (found == named_.programs.end()) {
            draft_.good = false;
            if (!named_.broken.contains(path))
                error_at(at, fmt::format("refer to an undefined program '{}'", quoted(name)), meant(name));
            return;
        }
        Program& program = assembly_.model.programs[found->second.index];
        if (program.kind == Program::Kind::eventlistener)
            return error_at(at, fmt::format("has '{}', which is an event listener", name),
                            "remove it: event listeners are groups of their own");
        if (program.group) {
            error_at(at,
                     fmt::format("has program '{}', which is already in group '{}'", name,
                                 *program.group < assembly_.model.program_groups.size()
                                     ? assembly_.model.program_groups[*program.group].name
                                     : draft_.name),
                     "a program is in one group at most");
            return;
        }
        program.group = assembly_.model.program_groups.size();
        program.item.set("_name_", fmt::format("{}:{}", draft_.name, program.name));
        draft_.programs.push_back(found->second.index);
        if (draft_.programs.size() == 1)
            first_good_ = found->second.good;
        else
            compare(program, found->second.good);
    }

    std::string meant(const std::string& name) const {
        std::vector<std::string_view> known;
        for (const Program& program : assembly_.model.programs)
            if (program.supervisor == draft_.supervisor)
                known.emplace_back(program.name);
        return model::meant(name, known);
    }

    void compare(const Program& program, bool good) {
        const Program& first = assembly_.model.programs[draft_.programs.front()];
        if (good && first_good_ &&
            (HostNames::outside(program.scope.hosts, first.scope.hosts) ||
             HostNames::outside(first.scope.hosts, program.scope.hosts)))
            error("programs", fmt::format("host programs with different scope ({} != {}). Must be same",
                                          first.scope.text, program.scope.text));
    }

    /// [program:x] outside of [group:x] is a group x of its own.
    void check_name() {
        const auto same = named_.programs.find(program_path(draft_.supervisor_name, draft_.name));
        if (same != named_.programs.end() && std::find(draft_.programs.begin(), draft_.programs.end(),
                                                       same->second.index) == draft_.programs.end())
            error("name", "has the name of a program that is not in it", "choose another name");
    }

    void check_scope(const Supervisor& supervisor) {
        const std::string given = draft_.scope.text;
        draft_.scope = draft_.programs.empty() ? supervisor.scope
                                               : assembly_.model.programs[draft_.programs.front()].scope;
        if (!given.empty() && given != draft_.scope.text && !draft_.programs.empty())
            error(
                "scope",
                fmt::format("has scope '{}' while its programs have '{}'", quoted(given), draft_.scope.text),
                "remove it: a group is where its programs are");
    }

    void settle_priority() {
        if (!draft_.priority_given)
            return;
        if (*draft_.priority_given < INT32_MIN || *draft_.priority_given > INT32_MAX)
            return error("priority", "has a priority that is too large");
        draft_.priority = static_cast<int>(*draft_.priority_given);
    }

    void write_item(const Supervisor& supervisor) {
        draft_.item.set("supervisorOwner", supervisor.user);
        draft_.item.set("supervisorGroup", supervisor.group);
        draft_.item.set("supervisorConf", supervisor.conf_file_dst);
        draft_.item.set("conf_file_dst", fmt::format("{}/{}_grp{}", supervisor.include_dir, draft_.name,
                                                     supervisor.file_suffix));
        draft_.item.set("_name_", draft_.name + ":");
    }

    Assembly& assembly_;
    Reading& reading_;
    const Named& named_;
    ProgramGroupDraft& draft_;
    std::string subject_;
    bool first_good_ = true;
};

}  // namespace

void read_program_groups(Assembly& assembly, Named& named) {
    auto drafts = read_block(assembly.reading, "supervisor_groups", program_group_rows());
    if (!assembly.parts.supervisor)
        return;
    for (ProgramGroupDraft& draft : drafts) {
        const std::string path = program_path(draft.supervisor_name, draft.name);
        const Named::Entry* supervisor = find_supervisor(assembly, named, draft, "supervisor_group");
        if (supervisor == nullptr) {
            named.broken.insert(path);
            continue;
        }
        draft.supervisor = supervisor->index;
        Checker(assembly, named, draft).run(assembly.model.supervisors[supervisor->index]);
        const auto added =
            named.groups.emplace(path, Named::Entry{assembly.model.program_groups.size(), draft.good});
        if (!added.second && !draft.name.empty())
            refuse(assembly.reading, draft, "name",
                   fmt::format("supervisor_group '{}' is defined twice in supervisor '{}'",
                               quoted(draft.name), draft.supervisor_name),
                   fmt::format("the first is at {}",
                               assembly.model.program_groups[added.first->second.index].origin.place.text()));
        assembly.model.program_groups.push_back(static_cast<ProgramGroup&&>(draft));
    }
}

}  // namespace deployer::model
