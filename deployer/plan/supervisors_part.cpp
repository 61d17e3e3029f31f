// Managed supervisors: the daemons (HD-SUP).
#include <algorithm>

#include <fmt/format.h>

#include "plan/distribution.hpp"
#include "plan/kept.hpp"
#include "plan/notices.hpp"
#include "plan/parts.hpp"
#include "plan/supervisor_content.hpp"

namespace deployer::plan {

namespace {

constexpr const char* reload_handler = "reload systemd";
constexpr const char* supervisord = "/usr/bin/supervisord";

constexpr auto is_managed = [](const model::Supervisor& supervisor) { return supervisor.managed; };

std::string restart_handler(const model::Supervisor& supervisor) {
    return "daemon " + supervisor.name;
}

std::size_t index_of(const Maker& maker, const model::Supervisor& supervisor) {
    return static_cast<std::size_t>(&supervisor - maker.model.supervisors.data());
}

/// What a host without our software, or with an older one, is sent.
class Installation {
public:
    explicit Installation(Maker& maker) : maker_(maker) {}

    std::vector<Item> items_for(std::size_t host, const model::Origin& origin) {
        const model::Host& described = maker_.model.hosts[host];
        if (!described.privileged)
            return {};
        const jinja::Dict& facts = *maker_.renderer.values().facts(host);
        if (is_wanted(facts, host, origin))
            return install(origin);
        return {{"supervisor", task::ProgramVersion{supervisord}}};
    }

private:
    bool is_wanted(const jinja::Dict& facts, std::size_t host, const model::Origin& origin) {
        const bool at_hand = !maker_.context.distribution_folder.empty();
        switch (installed_kind(facts)) {
        case Installed::unknown:
            return false;
        case Installed::nothing:
            if (!at_hand)
                maker_.problems.add(origin, {}, fmt::format("there is no {} here", supervisord),
                                    "install supervisor there, or run hadeploy with the software to send",
                                    maker_.host_name(host));
            return at_hand;
        case Installed::ours:
            return at_hand && is_older(facts.find(supervisord_fact)->str(), maker_.context.version);
        case Installed::other:
            return at_hand && maker_.context.replace_supervisor;
        }
        return false;
    }

    const std::vector<Item>& install(const model::Origin& origin) {
        if (items_)
            return *items_;
        items_.emplace();
        const std::string& folder = maker_.context.distribution_folder;
        const std::string list = folder + "/lib/supervise/MANIFEST";
        const auto text = maker_.context.read ? maker_.context.read(list)
                                              : supervise::fail("there is no way to read files");
        const auto manifest = text ? parse_manifest(*text) : tl::unexpected(text.error());
        auto items = manifest ? install_items(*manifest, folder, !maker_.context.replace_supervisor,
                                              maker_.plan.contents)
                              : tl::unexpected(manifest.error());
        if (items) {
            // However many files it has, it is one thing.
            for (Item& item : *items)
                item.subject = {.what = "software", .name = supervisord};
            items_ = std::move(*items);
        } else {
            maker_.problems.add(origin, {}, fmt::format("{}: {}", list, items.error().message), {}, {});
        }
        return *items_;
    }

    Maker& maker_;
    std::optional<std::vector<Item>> items_;
};

bool is_made_here(Maker& maker, const std::string& login, std::size_t host) {
    return std::ranges::any_of(maker.model.users, [&](const model::User& user) {
        return user.managed && maker.texts(host, user.origin)("login", user.login) == login;
    });
}

bool is_group_made_here(Maker& maker, const std::string& name, std::size_t host) {
    const auto groups = [&](const model::Group& group) {
        return group.managed && maker.texts(host, group.origin)("name", group.name) == name;
    };
    // An account comes with a group of its name.
    return std::ranges::any_of(maker.model.groups, groups) || is_made_here(maker, name, host);
}

/// HD-SUP-28: that accounts are missing is said before files are written for them.
std::vector<Item> account_checks(Maker& maker, const std::vector<const model::Supervisor*>& supervisors,
                                 std::size_t host) {
    using Kind = task::CheckAccount::Kind;
    std::vector<Item> items;
    for (const model::Supervisor* supervisor : supervisors) {
        const SupervisorLayout layout = supervisor_on_host(maker, *supervisor, host).layout;
        if (!is_made_here(maker, layout.user, host))
            items.push_back({layout.user, task::CheckAccount{Kind::user, layout.user}});
        if (!is_group_made_here(maker, layout.group, host))
            items.push_back({layout.group, task::CheckAccount{Kind::group, layout.group}});
    }
    return items;
}

std::vector<Item> folder_items(Maker& maker, const std::vector<const model::Supervisor*>& supervisors,
                               std::size_t host) {
    std::vector<Item> items;
    for (const model::Supervisor* supervisor : supervisors) {
        const SupervisorLayout layout = supervisor_on_host(maker, *supervisor, host).layout;
        std::vector<std::string> folders{layout.logs_dir, layout.include_dir};
        for (const std::string& folder : {layout.pid_dir, layout.socks_dir})
            if (!runtime_directory(folder) && std::ranges::find(folders, folder) == folders.end())
                folders.push_back(folder);
        for (const std::string& folder : folders) {
            items.push_back({fmt::format("{} user:{}", folder, layout.user),
                             task::EnsureFolder{folder, {layout.user, layout.group, "0755"}}});
            items.back().subject.supervisor = supervisor->name;
        }
    }
    return items;
}

/// Where the comparison of a new configuration with the one on the host is remembered.
std::string configuration_memory(const model::Supervisor& supervisor) {
    return "configuration of " + supervisor.name;
}

/// Notes what a restart of the daemon would interrupt, and whether its new configuration needs one.
void look_ahead(Maker& maker, PlayMaker& play, const model::Supervisor& supervisor) {
    const std::size_t index = index_of(maker, supervisor);
    play.silent(one([&](std::size_t host) {
        return Item{supervisor.name, control::NoteStates{maker.daemon(index, host, false)}};
    }));
    play.silent(one([&](std::size_t host) {
            const task::EnsureFile file = configuration_content(maker, supervisor, host);
            const auto* held = maker.plan.contents.find(file.content.sha256);
            return Item{supervisor.name,
                        control::CompareConfiguration{maker.daemon(index, host, false), file.path,
                                                      held != nullptr && held->bytes ? *held->bytes : ""}};
        }))
        .remember = configuration_memory(supervisor);
}

/// Behind the restart of a daemon its processes are as they were (HD-PRG-17). Those that the description has
/// an opinion about are left to the step of the programs.
control::RestoreStates states_of(Maker& maker, const model::Supervisor& supervisor, std::size_t host) {
    const std::size_t index = index_of(maker, supervisor);
    control::RestoreStates restore{maker.daemon(index, host, true), {}};
    for (const model::Program& program : maker.model.programs)
        if (program.supervisor == index && program.state != model::State::current &&
            std::ranges::find(program.scope.hosts, host) != program.scope.hosts.end())
            restore.decided.push_back(maker.program(program, host, true));
    return restore;
}

void set_up(Maker& maker, PlayMaker& play, const model::Supervisor& supervisor) {
    const auto file = [&](const char* what,
                          task::EnsureFile (*make)(Maker&, const model::Supervisor&, std::size_t)) {
        return one([&maker, &supervisor, what, make](std::size_t host) {
            task::EnsureFile operation = make(maker, supervisor, host);
            return Item{.label = operation.path,
                        .operation = operation,
                        .subject = {.what = what, .supervisor = supervisor.name}};
        });
    };
    look_at_unit(play, fmt::format("Get current state for supervisord_{}", supervisor.name),
                 supervisor.unit());
    look_ahead(maker, play, supervisor);
    Step& configuration = play.task(fmt::format("Setup configuration file {}", supervisor.conf_file_dst),
                                    file("configuration", configuration_content));
    configuration.notify = {restart_handler(supervisor)};
    configuration.quiet = remembered(configuration_memory(supervisor), {"same"});
    play.task(fmt::format("Setup {}", supervisor.unit()), file("unit", unit_content)).notify = {
        restart_handler(supervisor), reload_handler};
    play.task(fmt::format("Setup {}", supervisor.supervisorctl), file("wrapper", wrapper_content));
}

void add_restart(Maker& maker, PlayMaker& play, const model::Supervisor& supervisor) {
    Step& step = play.handler(
        fmt::format("Restart supervisord_{} service", supervisor.name), restart_handler(supervisor),
        [&](std::size_t host) {
            return std::vector<Item>{
                {supervisor.unit(), task::EnsureUnit{supervisor.unit(), {}, task::UnitAction::restart}},
                {supervisor.name, states_of(maker, supervisor, host)}};
        });
    step.conditions.push_back(
        not_remembered(unit_memory(supervisor.unit()), {"inactive", "failed", "unknown", ""}));
    step.late = true;
}

task::EnsureUnit adjustment(const model::Supervisor& supervisor) {
    task::EnsureUnit operation{supervisor.unit(), supervisor.enabled};
    if (supervisor.state == model::State::started)
        operation.action = task::UnitAction::start;
    if (supervisor.state == model::State::stopped)
        operation.action = task::UnitAction::stop;
    return operation;
}

/// In HADeploy's order. The log folder goes with what the daemon wrote into it; of the others only what
/// deployments made, and what the daemon leaves in folders of its own below /run.
std::vector<Item> removal_items(Maker& maker, const model::Supervisor& supervisor, std::size_t host) {
    using Kind = task::EnsureAbsent::Kind;
    const SupervisorLayout layout = supervisor_on_host(maker, supervisor, host).layout;
    const bool guarded = !maker.context.force;
    std::vector<Item> items;
    const auto add = [&](const std::string& path, Kind kind, bool only_created) {
        task::EnsureAbsent operation = absent_tree(maker, host, path, only_created);
        operation.kind = kind;
        items.push_back({path, std::move(operation)});
    };
    add(layout.conf_file_dst, Kind::file, guarded);
    add(layout.supervisorctl, Kind::file, guarded);
    if (!supervisor.keep_logs)
        add(layout.logs_dir, Kind::tree, false);
    for (const std::string& folder : {layout.pid_dir, layout.socks_dir})
        add(folder, Kind::tree, guarded && !runtime_directory(folder));
    add(layout.include_dir, Kind::tree, guarded);
    return items;
}

control::Survey survey_of(Maker& maker, std::size_t index, std::size_t host) {
    const model::Supervisor& supervisor = maker.model.supervisors[index];
    control::Survey survey;
    // Started by somebody, or by this description: that it is down is worth telling.
    survey.daemon =
        maker.daemon(index, host, !supervisor.managed || supervisor.state == model::State::started);
    survey.files = maker.generated_files(index, host);
    if (supervisor.managed && supervisor.http_server)
        survey.web = maker.texts(host, supervisor.origin)("endpoint", supervisor.http_server->endpoint);
    for (const model::Program& program : maker.model.programs) {
        if (program.supervisor != index ||
            std::ranges::find(program.scope.hosts, host) == program.scope.hosts.end())
            continue;
        const std::string& group = maker.group_of(program);
        if (std::ranges::find(survey.groups, group) == survey.groups.end())
            survey.groups.push_back(group);
        if (program.state != model::State::current)
            survey.wanted.push_back(
                {maker.program(program, host, false), program.state == model::State::started});
    }
    return survey;
}

}  // namespace

void deploy_supervisors(Maker& maker) {
    Installation installation(maker);
    for (const auto& scope : by_scope(maker.model.supervisors, is_managed)) {
        PlayMaker play(maker, *scope.scope);
        play.silent([&](std::size_t host) {
            maker.need_systemd(host, scope.items.front()->origin,
                               "describe the supervisor with 'managed: no' there");
            return account_checks(maker, scope.items, host);
        });
        play.task("Install supervisor package", [&](std::size_t host) {
            return installation.items_for(host, scope.items.front()->origin);
        });
        play.task("create Supervisor folders",
                  [&](std::size_t host) { return folder_items(maker, scope.items, host); })
            .loop = true;
        for (const model::Supervisor* supervisor : scope.items)
            set_up(maker, play, *supervisor);
        play.handler("Reload systemd service file", reload_handler, same({{}, task::ReloadUnits{}})).late =
            true;
        for (const model::Supervisor* supervisor : scope.items)
            add_restart(maker, play, *supervisor);
        for (const model::Supervisor* supervisor : scope.items)
            play.task(fmt::format("Adjust {} service state", supervisor->name),
                      same({.label = supervisor->unit(),
                            .operation = adjustment(*supervisor),
                            .subject = {.supervisor = supervisor->name}}));
        play.finish();
    }
}

void remove_supervisors(Maker& maker) {
    const auto is_removed = [](const model::Supervisor& supervisor) {
        return supervisor.managed && !supervisor.no_remove;
    };
    for (const auto& scope : by_scope(maker.model.supervisors, is_removed)) {
        PlayMaker play(maker, *scope.scope);
        std::vector<Item> stops;
        for (const model::Supervisor* supervisor : scope.items) {
            stops.push_back({supervisor->name,
                             task::EnsureUnit{supervisor->unit(), false, task::UnitAction::stop, true},
                             true});
        }
        play.task("Stop supervisors_xxxx service(s)", [&](std::size_t) { return stops; }).loop = true;
        Step& step = play.task(
            fmt::format("Remove file \"{}/supervisord_xxxxx.service\"", maker.model.systemd_unit_dir),
            [&](std::size_t host) {
                std::vector<Item> units;
                for (const model::Supervisor* supervisor : scope.items)
                    units.push_back(
                        {supervisor->name,
                         task::EnsureAbsent{maker.unit_path(supervisor->unit(), host),
                                            task::EnsureAbsent::Kind::file, !maker.context.force}});
                return units;
            });
        step.loop = true;
        step.notify = {reload_handler};
        play.task("Remove Supervisor files and folders",
                  [&](std::size_t host) {
                      std::vector<Item> items;
                      for (const model::Supervisor* supervisor : scope.items)
                          for (Item& item : removal_items(maker, *supervisor, host))
                              items.push_back(std::move(item));
                      return items;
                  })
            .loop = true;
        play.handler("reload service file", reload_handler, same({{}, task::ReloadUnits{}})).late = true;
        play.finish();
    }
}

void start_supervisors(Maker& maker) {
    for (const auto& scope : by_scope(maker.model.supervisors, is_managed)) {
        PlayMaker play(maker, *scope.scope);
        for (const model::Supervisor* supervisor : scope.items)
            if (supervisor->state != model::State::stopped)
                play.task(fmt::format("Start supervisor {}", supervisor->name),
                          same({supervisor->unit(),
                                task::EnsureUnit{supervisor->unit(), {}, task::UnitAction::start}}));
        play.finish();
    }
}

void stop_supervisors(Maker& maker) {
    for (const auto& scope : by_scope(maker.model.supervisors, is_managed)) {
        PlayMaker play(maker, *scope.scope);
        for (const model::Supervisor* supervisor : scope.items)
            play.task(
                fmt::format("Stop supervisor {}", supervisor->name),
                same({supervisor->unit(), task::EnsureUnit{supervisor->unit(), {}, task::UnitAction::stop}}));
        play.finish();
    }
}

void show_supervisors(Maker& maker) {
    for (const auto& scope : by_scope(maker.model.supervisors, is_managed)) {
        PlayMaker play(maker, *scope.scope);
        std::vector<Item> items;
        for (const model::Supervisor* supervisor : scope.items)
            if (supervisor->state != model::State::stopped) {
                items.push_back({"supervisord_" + supervisor->name, task::UnitState{supervisor->unit()}});
                items.back().wanted = wanted_state(supervisor->state);
            }
        play.look("Get Supervisor services state", [&](std::size_t) { return items; }).loop = true;
        for (Item& item : items)
            item.show_value = true;
        play.look("Display Supervisor services state", [&](std::size_t) { return items; }).loop = true;
        play.finish();
    }
}

void survey(Maker& maker) {
    for (const model::Supervisor& supervisor : maker.model.supervisors) {
        PlayMaker play(maker, supervisor.scope, PlayMaker::Shown::no);
        play.silent(one([&](std::size_t host) {
            return Item{supervisor.name, survey_of(maker, index_of(maker, supervisor), host)};
        }));
        play.finish();
    }
}

void remove_agents(Maker& maker) {
    model::Scope all;
    for (std::size_t host = 0; host < maker.model.hosts.size(); ++host)
        if (maker.answered(host))
            all.hosts.push_back(host);
    PlayMaker play(maker, all, PlayMaker::Shown::no);
    play.silent(same({{}, task::RemoveAgent{}, true}));
    play.finish();
}

}  // namespace deployer::plan
