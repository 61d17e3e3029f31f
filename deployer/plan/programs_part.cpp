// Programs and their groups (HD-PRG, HD-GRP).
#include <algorithm>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "plan/notices.hpp"
#include "plan/parts.hpp"
#include "plan/program_check.hpp"
#include "plan/program_content.hpp"
#include "plan/program_files.hpp"

namespace deployer::plan {

namespace {

using model::State;

constexpr auto all = [](const auto&) { return true; };
constexpr auto is_removed = [](const model::Program& program) { return !program.no_remove; };

const std::string& supervisor_name(const Maker& maker, std::size_t index) {
    return maker.model.supervisors[index].name;
}

std::string file_handler(const Maker& maker, std::string_view kind, std::size_t supervisor,
                         const std::string& name) {
    return fmt::format("file of {} {}/{}", kind, supervisor_name(maker, supervisor), name);
}

std::string handler_of(const Maker& maker, const model::Program& program) {
    return file_handler(maker, "program", program.supervisor, program.name);
}

std::string handler_of(const Maker& maker, const model::ProgramGroup& group) {
    return file_handler(maker, "group", group.supervisor, group.name);
}

/// A daemon that this deployment does not start may be down; then files are written and that is all
/// (HD-SUP-37).
bool is_expected(const Maker& maker, std::size_t supervisor) {
    const model::Supervisor& described = maker.model.supervisors[supervisor];
    return !described.managed || described.state == State::started;
}

using Scopes = std::vector<Scoped<model::Program>>;
using Groups = std::vector<const model::ProgramGroup*>;

/// The groups of a scope are those whose programs have it (HD-GRP-05). Where these have several texts for the
/// same hosts, the first of `scopes` counts.
std::vector<Groups> groups_by_scope(const Maker& maker, const Scopes& scopes) {
    std::unordered_map<std::string_view, std::size_t> index;
    for (std::size_t i = 0; i < scopes.size(); ++i)
        index.emplace(scopes[i].scope->text, i);
    std::vector<Groups> groups(scopes.size());
    for (const model::ProgramGroup& group : maker.model.program_groups) {
        std::size_t first = scopes.size();
        for (const std::size_t program : group.programs)
            if (const auto found = index.find(maker.model.programs[program].scope.text); found != index.end())
                first = std::min(first, found->second);
        if (first < scopes.size())
            groups[first].push_back(&group);
    }
    return groups;
}

/// Whether a daemon has programs of several scopes. It reads all its files at once: those of a later scope
/// must be there, too, before one of an earlier is applied.
bool is_spread(const Scopes& scopes) {
    std::set<std::pair<std::size_t, std::size_t>> seen;
    for (const auto& scope : scopes) {
        std::set<std::size_t> supervisors;
        for (const model::Program* program : scope.items)
            supervisors.insert(program->supervisor);
        for (const std::size_t supervisor : supervisors)
            for (const std::size_t host : scope.scope->hosts)
                if (!seen.emplace(supervisor, host).second)
                    return true;
    }
    return false;
}

void set_up(Maker& maker, PlayMaker& play, const model::Program& program, WrittenFiles& written) {
    play.task(fmt::format("Setup supervisor_{}_{} program configuration files",
                          supervisor_name(maker, program.supervisor), program.name),
              one([&](std::size_t host) {
                  task::EnsureFile file = program_content(maker, program, host);
                  written.add(program, host, file);
                  return Item{.label = file.path,
                              .operation = file,
                              .subject = {.what = "program file",
                                          .supervisor = supervisor_name(maker, program.supervisor)}};
              }))
        .notify = {handler_of(maker, program)};
}

void set_up(Maker& maker, PlayMaker& play, const model::ProgramGroup& group, WrittenFiles& written) {
    play.task(fmt::format("Setup supervisor_{}_{} group configuration files",
                          supervisor_name(maker, group.supervisor), group.name),
              one([&](std::size_t host) {
                  task::EnsureFile file = group_content(maker, group, host);
                  written.add(group, host, file);
                  return Item{.label = file.path,
                              .operation = file,
                              .subject = {.what = "group file",
                                          .supervisor = supervisor_name(maker, group.supervisor)}};
              }))
        .notify = {handler_of(maker, group)};
}

/// Both titles of HADeploy, for a program that runs and for one that does not. What is done is the same: the
/// daemon takes the new file over, and what ran runs again. A program it does not know yet is left to the
/// step of the states.
void add_handlers(Maker& maker, PlayMaker& play, const model::Program& program) {
    const std::string& supervisor = supervisor_name(maker, program.supervisor);
    const auto apply = one([&](std::size_t host) {
        const std::string& group = maker.group_of(program);
        return Item{program.name,
                    control::ApplyGroup{
                        maker.daemon(program.supervisor, host, is_expected(maker, program.supervisor)), group,
                        true, maker.group_files(program.supervisor, group, host)}};
    });
    Step& restart = play.handler(fmt::format("Restart supervisor_{} program {}", supervisor, program.name),
                                 handler_of(maker, program), apply);
    restart.conditions.push_back(remembered(program_memory(maker.model, program), {"RUNNING"}));
    restart.late = true;
    Step& forget = play.handler(
        fmt::format("Force a reload of supervisor_{} group {} on next restart", supervisor, program.name),
        handler_of(maker, program), apply);
    forget.conditions.push_back(not_remembered(program_memory(maker.model, program), {"RUNNING"}));
    forget.late = true;
}

/// First the groups that members formed by themselves, so that none runs twice (HD-GRP-08).
void add_handler(Maker& maker, PlayMaker& play, const model::ProgramGroup& group) {
    Step& step =
        play.handler(fmt::format("Force a reload of supervisor_{} program {} on next restart",
                                 supervisor_name(maker, group.supervisor), group.name),
                     handler_of(maker, group), [&](std::size_t host) {
                         const control::Daemon daemon =
                             maker.daemon(group.supervisor, host, is_expected(maker, group.supervisor));
                         const auto files = maker.group_files(group.supervisor, group.name, host);
                         const std::vector<std::string> none;
                         std::vector<Item> items;
                         for (const std::size_t program : group.programs) {
                             const std::string& name = maker.model.programs[program].name;
                             // The first finds out whether the daemon can read its files.
                             if (name != group.name)
                                 items.push_back({name, control::ApplyGroup{daemon, name, true,
                                                                            items.empty() ? files : none}});
                         }
                         items.push_back({group.name, control::ApplyGroup{daemon, group.name, true, files}});
                         return items;
                     });
    step.late = true;
}

/// "present" also takes over a file that an earlier run wrote and did not live to apply (HD-PRG-15); "up to
/// date" does so for files that notify (HD-NOTIF-10).
void add_states(Maker& maker, const model::Program& program, std::size_t host, std::vector<Item>& items) {
    const std::string name = maker.control_name(program);
    const control::Program on_host = maker.program(program, host, is_expected(maker, program.supervisor));
    items.push_back({name + " --> present", control::ApplyGroup{on_host.daemon, on_host.group}});
    if (program.state != State::stopped)
        if (auto files = notifying_files(maker, program, host); !files.empty())
            items.push_back(
                {.label = name + " --> up to date",
                 .operation = control::RestartProcesses{on_host.daemon, on_host.group, on_host.name,
                                                        std::move(files), on_host.process_name},
                 .subject = {.supervisor = on_host.daemon.name}});
    if (program.state == State::started)
        items.push_back({name + " --> started", control::EnsureStarted{on_host}});
    if (program.state == State::stopped)
        items.push_back({name + " --> stopped", control::EnsureStopped{on_host}});
}

void add_group_states(Maker& maker, PlayMaker& play, const Groups& groups) {
    play.task("Set supervisor group state",
              [&](std::size_t host) {
                  std::vector<Item> items;
                  for (const model::ProgramGroup* group : groups)
                      items.push_back(
                          {group->name + ": --> present",
                           control::ApplyGroup{
                               maker.daemon(group->supervisor, host, is_expected(maker, group->supervisor)),
                               group->name}});
                  return items;
              })
        .loop = true;
}

/// A daemon that somebody else made: are its files where the description says? (HD-SUP-54)
void check_layouts(Maker& maker, PlayMaker& play, const Scoped<model::Program>& scope) {
    std::vector<std::size_t> checked;
    for (const model::Program* program : scope.items) {
        const std::size_t index = program->supervisor;
        const model::Supervisor& supervisor = maker.model.supervisors[index];
        if (supervisor.managed || supervisor.found ||
            std::find(checked.begin(), checked.end(), index) != checked.end())
            continue;
        checked.push_back(index);
        play.silent(one([&](std::size_t host) {
            HostTexts text = maker.texts(host, supervisor.origin);
            return Item{.label = supervisor.name,
                        .operation =
                            control::CheckLayout{maker.daemon(index, host, true),
                                                 text.path("conf_file_dst", supervisor.conf_file_dst),
                                                 text.path("include_dir", supervisor.include_dir)},
                        .subject = {.supervisor = supervisor.name}};
        }));
    }
}

void write_files(Maker& maker, PlayMaker& play, const Scoped<model::Program>& scope, const Groups& groups,
                 WrittenFiles& written) {
    check_layouts(maker, play, scope);
    for (const model::Program* program : scope.items)
        look_at_program(maker, play, *program);
    for (const model::Program* program : scope.items)
        set_up(maker, play, *program, written);
    for (const model::ProgramGroup* group : groups)
        set_up(maker, play, *group, written);
}

void apply_files(Maker& maker, PlayMaker& play, const Scoped<model::Program>& scope, const Groups& groups) {
    for (const model::Program* program : scope.items)
        add_handlers(maker, play, *program);
    for (const model::ProgramGroup* group : groups)
        add_handler(maker, play, *group);
    if (!groups.empty())
        add_group_states(maker, play, groups);
    play.task("Set supervisor programs state",
              [&](std::size_t host) {
                  std::vector<Item> items;
                  for (const model::Program* program : scope.items)
                      add_states(maker, *program, host, items);
                  return items;
              })
        .loop = true;
}

void deploy_in_one_part(Maker& maker, const Scopes& scopes, WrittenFiles& written) {
    prune_programs(maker);
    const std::vector<Groups> groups = groups_by_scope(maker, scopes);
    for (std::size_t i = 0; i < scopes.size(); ++i) {
        PlayMaker play(maker, *scopes[i].scope);
        write_files(maker, play, scopes[i], groups[i], written);
        apply_files(maker, play, scopes[i], groups[i]);
        play.finish();
    }
}

/// All files of all scopes, then what is made of them, in plays of their own.
void deploy_in_two_parts(Maker& maker, const Scopes& scopes, WrittenFiles& written) {
    constexpr const char* handlers = "programs";
    const std::vector<Groups> groups = groups_by_scope(maker, scopes);
    for (std::size_t i = 0; i < scopes.size(); ++i) {
        PlayMaker play(maker, *scopes[i].scope);
        play.share_handlers(handlers);
        write_files(maker, play, scopes[i], groups[i], written);
        play.finish();
    }
    prune_programs(maker);
    for (std::size_t i = 0; i < scopes.size(); ++i) {
        // The facts of this scope are counted already.
        PlayMaker play(maker, *scopes[i].scope, PlayMaker::Shown::no);
        play.share_handlers(handlers);
        apply_files(maker, play, scopes[i], groups[i]);
        play.finish();
    }
}

void remove_program_files(Maker& maker, PlayMaker& play, const Scoped<model::Program>& scope, Groups groups) {
    std::erase_if(groups, [](const model::ProgramGroup* group) { return group->no_remove; });
    const auto absent = [&](std::size_t supervisor, std::size_t host, const std::string& name) {
        const model::Supervisor& described = maker.model.supervisors[supervisor];
        const std::string path =
            joined_path(maker.texts(host, described.origin).path("include_dir", described.include_dir), name);
        return Item{path, task::EnsureAbsent{path, task::EnsureAbsent::Kind::file, !maker.context.force}};
    };
    if (!groups.empty())
        play.task("Remove supervisor group configuration files",
                  [&](std::size_t host) {
                      std::vector<Item> items;
                      for (const model::ProgramGroup* group : groups)
                          items.push_back(
                              absent(group->supervisor, host,
                                     group_file_name(*group, maker.file_suffix(group->supervisor, host))));
                      return items;
                  })
            .loop = true;
    play.task("Remove supervisors program configuration files",
              [&](std::size_t host) {
                  std::vector<Item> items;
                  for (const model::Program* program : scope.items)
                      items.push_back(
                          absent(program->supervisor, host,
                                 program_file_name(*program, maker.file_suffix(program->supervisor, host))));
                  return items;
              })
        .loop = true;
}

}  // namespace

void deploy_programs(Maker& maker) {
    const Scopes scopes = by_scope(maker.model.programs, all);
    WrittenFiles written(maker);
    // What is pruned is applied at once, so that the files must be written before that.
    if (maker.context.prune || is_spread(scopes))
        deploy_in_two_parts(maker, scopes, written);
    else
        deploy_in_one_part(maker, scopes, written);
    written.check();
}

void remove_programs(Maker& maker) {
    const Scopes scopes = by_scope(maker.model.programs, is_removed);
    const std::vector<Groups> groups = groups_by_scope(maker, scopes);
    for (std::size_t i = 0; i < scopes.size(); ++i) {
        const auto& scope = scopes[i];
        PlayMaker play(maker, *scope.scope);
        play.task("Shutdown supervisor programs",
                  [&](std::size_t host) {
                      std::vector<Item> items;
                      for (const model::Program* program : scope.items) {
                          const std::string name = maker.control_name(*program);
                          const control::Program on_host = maker.program(*program, host, false);
                          items.push_back({name + "  --> stopped", control::EnsureStopped{on_host}, true});
                          items.push_back({name + "  --> absent",
                                           control::EnsureForgotten{on_host.daemon, on_host.group}, true});
                      }
                      return items;
                  })
            .loop = true;
        remove_program_files(maker, play, scope, groups[i]);
        play.finish();
    }
}

void start_programs(Maker& maker) {
    for (const auto& scope : by_scope(maker.model.programs, all)) {
        PlayMaker play(maker, *scope.scope);
        play.task("Set supervisor programs state",
                  [&](std::size_t host) {
                      std::vector<Item> items;
                      for (const model::Program* program : scope.items) {
                          const model::Supervisor& supervisor = maker.model.supervisors[program->supervisor];
                          const bool expected = !supervisor.managed || supervisor.state != State::stopped;
                          const std::string name = maker.control_name(*program);
                          const control::Program on_host = maker.program(*program, host, expected);
                          items.push_back(
                              {name + " --> present", control::EnsurePresent{on_host.daemon, on_host.group}});
                          if (program->state != State::stopped)
                              items.push_back({name + " --> started", control::EnsureStarted{on_host}});
                      }
                      return items;
                  })
            .loop = true;
        play.finish();
    }
}

void stop_programs(Maker& maker) {
    for (const auto& scope : by_scope(maker.model.programs, all)) {
        PlayMaker play(maker, *scope.scope);
        play.task("Shutdown supervisor programs",
                  [&](std::size_t host) {
                      std::vector<Item> items;
                      for (const model::Program* program : scope.items)
                          items.push_back({maker.control_name(*program) + "  --> stopped",
                                           control::EnsureStopped{maker.program(*program, host, false)},
                                           true});
                      return items;
                  })
            .loop = true;
        play.finish();
    }
}

void show_programs(Maker& maker) {
    for (const auto& scope : by_scope(maker.model.programs, all)) {
        PlayMaker play(maker, *scope.scope);
        const auto looks = [&](bool show_value) {
            return [&maker, &scope, show_value](std::size_t host) {
                std::vector<Item> items;
                for (const model::Program* program : scope.items) {
                    items.push_back(
                        {program->name, control::LookProgram{maker.program(*program, host, false)}});
                    items.back().show_value = show_value;
                }
                return items;
            };
        };
        const std::string& text = scope.scope->text;
        play.look(fmt::format("Get current state for supervisor's programs in scope '{}'", text),
                  looks(false))
            .loop = true;
        play.look(fmt::format("Display Supervisor's programs state in scope '{}'", text), looks(true)).loop =
            true;
        play.finish();
    }
}

}  // namespace deployer::plan
