#include "plan/notices.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "plan/program_content.hpp"

namespace deployer::plan {

namespace {

using model::Notify;

bool same_target(const Notify& a, const Notify& b) {
    return a.kind == b.kind && (a.kind == Notify::Kind::unit || a.supervisor == b.supervisor) &&
           (a.kind == Notify::Kind::supervisor || a.target == b.target);
}

bool is_on(const model::Scope& scope, std::size_t host) {
    return std::ranges::find(scope.hosts, host) != scope.hosts.end();
}

void add_path(std::vector<std::string>& paths, std::string path) {
    if (std::ranges::find(paths, path) == paths.end())
        paths.push_back(std::move(path));
}

/// Files and trees of the whole description, on this host, that tell one of those `wanted` picks.
template <class Wanted>
std::vector<std::string> telling_files(Maker& maker, std::size_t host, Wanted wanted) {
    std::vector<std::string> paths;
    const auto tells = [&](const std::vector<Notify>& list) { return std::ranges::any_of(list, wanted); };
    for (const model::File& file : maker.model.files) {
        if (!tells(file.notify) || !is_on(file.scope, host))
            continue;
        add_path(paths, maker.target(file, host));
    }
    for (const model::Tree& tree : maker.model.trees) {
        if (!tells(tree.notify) || !is_on(tree.scope, host))
            continue;
        HostTexts text = maker.texts(host, tree.origin);
        const std::string folder = text.path("dest_folder", tree.dest_folder);
        for (const std::string& entry : maker.tree(tree.source.path, tree.origin))
            if (!entry.ends_with('/'))
                add_path(paths, joined_path(folder, entry));
    }
    return paths;
}

std::string file_memory(const model::Model& model, const model::Program& program) {
    return "file of " + program_memory(model, program);
}

/// The program's own file is about to change as well: its play restarts it, once for both reasons (8.5).
void restart_only_if_file_stays(Maker& maker, PlayMaker& play, const model::Program& program,
                                std::vector<Condition>& conditions) {
    std::vector<std::string> texts;
    play.silent([&](std::size_t host) {
            if (!is_on(program.scope, host))
                return std::vector<Item>{};
            const task::EnsureFile file = program_content(maker, program, host);
            for (const task::Content& content : {file.content, file.alternative.content})
                if (const auto* held = maker.plan.contents.find(content.sha256);
                    held != nullptr && held->bytes)
                    add_path(texts, *held->bytes);
            return std::vector<Item>{{{}, task::ReadFile{file.path}, true}};
        })
        .remember = file_memory(maker.model, program);
    conditions.push_back(remembered(file_memory(maker.model, program), std::move(texts)));
}

Item restart_item(Maker& maker, const Notify& target, std::size_t host) {
    control::RestartProcesses restart;
    restart.daemon = maker.daemon(target.supervisor, host, false);
    if (target.kind == Notify::Kind::program) {
        const control::Program program = maker.program(maker.model.programs[target.target], host, false);
        restart.group = program.group;
        restart.program = program.name;
        restart.process_name = program.process_name;
    } else if (target.kind == Notify::Kind::group) {
        restart.group = maker.model.program_groups[target.target].name;
    }
    restart.files =
        telling_files(maker, host, [&](const Notify& notify) { return same_target(notify, target); });
    return {restart.program.empty() ? restart.group : restart.program, std::move(restart)};
}

std::string restart_title(const model::Model& model, const Notify& target) {
    const std::string begin = fmt::format("Restart supervisor_{}", model.supervisors[target.supervisor].name);
    switch (target.kind) {
    case Notify::Kind::program:
        return fmt::format("{} program {}", begin, model.programs[target.target].name);
    case Notify::Kind::group:
        return fmt::format("{} group {}", begin, model.program_groups[target.target].name);
    default:
        return begin + " programs";
    }
}

bool is_told_later(const ToldLater& later, const Notify& target, std::size_t host) {
    return std::ranges::any_of(later, [&](const auto& play) {
        return std::ranges::find(play.first, host) != play.first.end() &&
               std::ranges::any_of(play.second,
                                   [&](const Notify& notify) { return same_target(notify, target); });
    });
}

/// Nothing to do where a later play does it.
void leave_to_later(const PlayMaker& play, Step& step, const Notify& target, const ToldLater& later) {
    for (std::size_t slot = 0; slot < step.items.size(); ++slot)
        if (is_told_later(later, target, play.hosts()[slot]))
            step.items[slot].clear();
}

void add_handler(Maker& maker, PlayMaker& play, const Notify& target, const ToldLater& later) {
    if (target.kind == Notify::Kind::unit) {
        leave_to_later(
            play, unit_handler(play, maker.model.units[target.target], handler_name(maker.model, target)),
            target, later);
        return;
    }
    std::vector<Condition> conditions;
    if (target.kind == Notify::Kind::program) {
        const model::Program& program = maker.model.programs[target.target];
        conditions.push_back(
            not_remembered(program_memory(maker.model, program), program_down_words(program)));
        restart_only_if_file_stays(maker, play, program, conditions);
    }
    Step& step = play.handler(restart_title(maker.model, target), handler_name(maker.model, target),
                              one([&](std::size_t host) { return restart_item(maker, target, host); }));
    step.late = true;
    step.conditions.insert(step.conditions.end(), conditions.begin(), conditions.end());
    leave_to_later(play, step, target, later);
}

}  // namespace

std::string handler_name(const model::Model& model, const Notify& notify) {
    const auto in_supervisor = [&](std::string_view kind, const std::string& name) {
        return fmt::format("{} {}/{}", kind, model.supervisors[notify.supervisor].name, name);
    };
    switch (notify.kind) {
    case Notify::Kind::unit:
        return "unit " + model.units[notify.target].name;
    case Notify::Kind::program:
        return in_supervisor("program", model.programs[notify.target].name);
    case Notify::Kind::group:
        return in_supervisor("group", model.program_groups[notify.target].name);
    case Notify::Kind::supervisor:
        break;
    }
    return in_supervisor("supervisor", {});
}

std::vector<std::string> handler_names(const model::Model& model, const std::vector<Notify>& list) {
    std::vector<std::string> names;
    for (const Notify& notify : list)
        add_path(names, handler_name(model, notify));
    return names;
}

std::string program_memory(const model::Model& model, const model::Program& program) {
    return fmt::format("supervisor_{}/{}", model.supervisors[program.supervisor].name, program.name);
}

std::string unit_memory(const std::string& unit) {
    return "unit " + unit;
}

std::vector<std::string> unit_down_words() {
    return {"inactive", "unknown", ""};
}

std::vector<std::string> program_down_words(const model::Program& program) {
    std::vector<std::string> words{"absent", "daemon not running", ""};
    // With several processes the answer is the state of one of them: others may run.
    if (program.numprocs == 1)
        words.insert(words.end(), {"STOPPED", "EXITED", "FATAL"});
    return words;
}

Step& look_at_program(Maker& maker, PlayMaker& play, const model::Program& program) {
    Step& step =
        play.look(fmt::format("Get current state for supervisor_{}_{} programs",
                              maker.model.supervisors[program.supervisor].name, program.name),
                  one([&](std::size_t host) {
                      return Item{program.name, control::LookProgram{maker.program(program, host, false)}};
                  }));
    step.remember = program_memory(maker.model, program);
    return step;
}

Step& look_at_unit(PlayMaker& play, std::string title, const std::string& unit) {
    Step& step = play.look(std::move(title), same({unit, task::UnitState{unit}}));
    step.remember = unit_memory(unit);
    return step;
}

void add_notices(Maker& maker, PlayMaker& play, const std::vector<Notify>& told, const ToldLater& later) {
    std::vector<Notify> targets;
    for (const Notify& notify : told)
        if (std::ranges::none_of(targets, [&](const Notify& one) { return same_target(one, notify); }))
            targets.push_back(notify);
    for (const Notify& target : targets)
        if (target.kind == Notify::Kind::unit) {
            const std::string& name = maker.model.units[target.target].name;
            look_at_unit(play, fmt::format("Get current state for '{}", name), name + ".service");
        }
    for (const Notify& target : targets)
        if (target.kind == Notify::Kind::program)
            look_at_program(maker, play, maker.model.programs[target.target]);
    for (const Notify& target : targets)
        add_handler(maker, play, target, later);
}

std::vector<std::string> notifying_files(Maker& maker, const model::Program& program, std::size_t host) {
    const std::vector<model::Program>& all = maker.model.programs;
    return telling_files(maker, host, [&](const Notify& notify) {
        if (notify.kind == Notify::Kind::unit || notify.supervisor != program.supervisor)
            return false;
        if (notify.kind == Notify::Kind::program)
            return &all[notify.target] == &program;
        return notify.kind == Notify::Kind::supervisor || program.group == notify.target;
    });
}

Step& unit_handler(PlayMaker& play, const model::SystemdUnit& unit, std::string name) {
    using OnNotify = model::SystemdUnit::OnNotify;
    const std::string service = unit.name + ".service";
    task::EnsureUnit operation{service};
    std::string title = fmt::format("Notify {} service", unit.name);
    if (unit.action_on_notify == OnNotify::restart) {
        operation.action = task::UnitAction::restart;
        title = fmt::format("Restart {} service", unit.name);
    } else if (unit.action_on_notify == OnNotify::reload) {
        operation.action = task::UnitAction::reload;
        title = fmt::format("Reload {} service", unit.name);
    }
    Item item{fmt::format("Service {} may need a restart as some configuration has changed.", unit.name),
              operation};
    Step& step = play.handler(std::move(title), std::move(name), same(std::move(item)));
    step.conditions.push_back(not_remembered(unit_memory(service), unit_down_words()));
    step.loop = unit.action_on_notify == OnNotify::none;  // so that the words are shown
    step.late = true;
    return step;
}

}  // namespace deployer::plan
