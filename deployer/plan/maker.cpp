#include "plan/maker.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "plan/ini_text.hpp"
#include "plan/kept.hpp"
#include "plan/limits.hpp"
#include "plan/program_files.hpp"

namespace deployer::plan {

Maker::Maker(const model::Model& described, const BuildContext& circumstances)
    : model(described), context(circumstances), renderer(described, circumstances, problems) {}

task::Content Maker::file_content(const std::string& path, const model::Origin& origin) {
    if (const auto found = files_.find(path); found != files_.end())
        return found->second;
    auto content = plan.contents.add_file(path);
    if (!content)
        problems.add(origin, "src", content.error().message, {}, {});
    return files_[path] = content ? *content : task::Content{};
}

void Maker::put_text(task::EnsureFile& file, Rendered rendered) {
    file.content = plan.contents.add(std::move(rendered.text));
    file.secret = file.secret || rendered.is_secret;
}

const std::vector<std::string>& Maker::tree(const std::string& folder, const model::Origin& origin) {
    const auto [at, is_new] = trees_.try_emplace(folder);
    if (!is_new)
        return at->second;
    auto entries = context.list ? context.list(folder) : supervise::fail("there is no way to list folders");
    if (!entries)
        problems.add(origin, "src", entries.error().message, {}, {});
    else if (entries->size() > limits::tree_entries)
        problems.add(origin, "src",
                     fmt::format("'{}' holds more than {} files", folder, limits::tree_entries),
                     "send it as one archive", {});
    else
        at->second = std::move(*entries);
    std::ranges::sort(at->second);
    return at->second;
}

control::Daemon Maker::daemon(std::size_t index, std::size_t host, bool expected) {
    const model::Supervisor& supervisor = model.supervisors[index];
    HostTexts text = texts(host, supervisor.origin);
    return {supervisor.name, text.path("socks_dir", supervisor.socket()), supervisor.managed, expected};
}

control::Program Maker::program(const model::Program& program, std::size_t host, bool expected) {
    control::Program result{daemon(program.supervisor, host, expected), program.name, group_of(program), {}};
    HostTexts text = texts(host, program.origin);
    for (const auto& [key, value] : program.options)
        if (key == "process_name")
            result.process_name = text(key, value);
    result.autostart = program.autostart;
    return result;
}

const std::string& Maker::group_of(const model::Program& program) const {
    return program.group ? model.program_groups[*program.group].name : program.name;
}

std::string Maker::control_name(const model::Program& program) const {
    const std::string own = program.numprocs > 1 ? program.name + ":" : program.name;
    return program.group ? model.program_groups[*program.group].name + ":" + own : own;
}

std::string Maker::target(const model::File& file, std::size_t host) {
    HostTexts text = texts(host, file.origin);
    return joined_path(text.path("dest_folder", file.dest_folder), text("dest_name", file.dest_name));
}

const std::vector<std::string>& Maker::kept(std::size_t host) {
    const auto [at, is_new] = kept_.try_emplace(host);
    if (is_new)
        at->second = kept_paths(*this, host);
    return at->second;
}

void Maker::need_systemd(std::size_t host, const model::Origin& origin, std::string remedy) {
    const jinja::Value* manager =
        renderer.values().facts(host)->find(std::string_view("ansible_service_mgr"));
    if (manager == nullptr || manager->str() == "systemd")
        return;
    problems.add(
        origin, {},
        fmt::format("services cannot be set up here: not systemd runs the host, but '{}'", manager->str()),
        std::move(remedy), host_name(host));
}

std::string Maker::unit_path(const std::string& unit, std::size_t host) {
    const std::string folder =
        texts(host, model.systemd_unit_dir_origin).path("systemd_unit_dir", model.systemd_unit_dir);
    return joined_path(folder, unit);
}

control::GeneratedFiles Maker::generated_files(std::size_t supervisor, std::size_t host) {
    const model::Supervisor& described = model.supervisors[supervisor];
    const auto is_on_host = [&](const auto& item) {
        return std::ranges::find(item.scope.hosts, host) != item.scope.hosts.end();
    };
    const auto is_here = [&](const auto& item) { return item.supervisor == supervisor && is_on_host(item); };
    control::GeneratedFiles files;
    files.include_dir = texts(host, described.origin).path("include_dir", described.include_dir);
    files.mark = banner_mark(described.name);
    files.suffix = file_suffix(supervisor, host);
    for (const model::Program& program : model.programs)
        if (is_here(program))
            files.names.push_back(program_file_name(program, files.suffix));
    for (const model::ProgramGroup& group : model.program_groups)
        if (std::ranges::any_of(group.programs, [&](std::size_t i) { return is_here(model.programs[i]); }))
            files.names.push_back(group_file_name(group, files.suffix));
    // The ledger would take a file of the description for one of a program that is gone.
    for (const model::File& file : model.files)
        if (is_on_host(file))
            if (const std::string path = target(file, host); path.starts_with(files.include_dir + "/"))
                files.names.push_back(path.substr(files.include_dir.size() + 1));
    return files;
}

std::string Maker::file_suffix(std::size_t supervisor, std::size_t host) {
    const model::Supervisor& described = model.supervisors[supervisor];
    return texts(host, described.origin)("conf_file_dst", described.file_suffix);
}

std::vector<std::string> Maker::group_files(std::size_t supervisor, const std::string& group,
                                            std::size_t host) {
    const model::Supervisor& described = model.supervisors[supervisor];
    const std::string folder = texts(host, described.origin).path("include_dir", described.include_dir);
    const std::string suffix = file_suffix(supervisor, host);
    std::vector<std::string> paths;
    for (const model::Program& program : model.programs)
        if (program.supervisor == supervisor && group_of(program) == group)
            paths.push_back(joined_path(folder, program_file_name(program, suffix)));
    for (const model::ProgramGroup& one : model.program_groups)
        if (one.supervisor == supervisor && one.name == group)
            paths.push_back(joined_path(folder, group_file_name(one, suffix)));
    return paths;
}

void Maker::keep_rendered(const std::string& name, std::size_t host, std::string text) {
    rendered_[name].try_emplace(std::move(text), host);
}

/// What is the same on all hosts keeps its plain name.
void Maker::finish() {
    for (const auto& [name, texts] : rendered_)
        for (const auto& [text, host] : texts)
            plan.rendered.emplace_back(texts.size() == 1 ? name : host_name(host) + "/" + name, text);
}

PlayMaker::PlayMaker(Maker& maker, const model::Scope& scope, Shown shown) : maker_(maker) {
    play_.title = scope.text;
    play_.hosts = scope.hosts;
    if (shown == Shown::no)
        return;
    Step facts;
    facts.kind = Step::Kind::facts;
    facts.title = "Gathering Facts";
    facts.never_changed = true;
    facts.items.resize(play_.hosts.size());
    play_.steps.push_back(std::move(facts));
}

Step& PlayMaker::add(Step::Kind kind, std::string title, const Items& items) {
    Step step;
    step.kind = kind;
    step.title = std::move(title);
    for (const std::size_t host : play_.hosts)
        step.items.push_back(maker_.answered(host) ? items(host) : std::vector<Item>{});
    play_.steps.push_back(std::move(step));
    return play_.steps.back();
}

Step& PlayMaker::task(std::string title, const Items& items) {
    return add(Step::Kind::task, std::move(title), items);
}

Step& PlayMaker::look(std::string title, const Items& items) {
    Step& step = task(std::move(title), items);
    step.never_changed = true;
    return step;
}

Step& PlayMaker::handler(std::string title, std::string name, const Items& items) {
    Step& step = add(Step::Kind::handler, std::move(title), items);
    step.conditions.push_back(notified(name));
    step.handler = std::move(name);
    return step;
}

Step& PlayMaker::silent(const Items& items) {
    return add(Step::Kind::silent, {}, items);
}

void PlayMaker::finish() {
    const std::string word = handlers_.empty() ? fmt::format("play {}", maker_.plan.plays.size()) : handlers_;
    const std::string suffix = fmt::format(" ({})", word);
    for (Step& step : play_.steps) {
        if (!step.handler.empty())
            step.handler += suffix;
        for (std::string& name : step.notify)
            name += suffix;
        for (Condition& condition : step.conditions)
            if (condition.kind == Condition::Kind::notified)
                condition.name += suffix;
    }
    maker_.plan.plays.push_back(std::move(play_));
}

PlayMaker::Items same(Item item) {
    return [item = std::move(item)](std::size_t) { return std::vector<Item>{item}; };
}

PlayMaker::Items one(std::function<Item(std::size_t)> make) {
    return [make = std::move(make)](std::size_t host) { return std::vector<Item>{make(host)}; };
}

Condition notified(std::string handler) {
    return {Condition::Kind::notified, std::move(handler), {}};
}

Condition remembered(std::string name, std::vector<std::string> values) {
    return {Condition::Kind::remembered, std::move(name), std::move(values)};
}

Condition not_remembered(std::string name, std::vector<std::string> values) {
    return {Condition::Kind::not_remembered, std::move(name), std::move(values)};
}

}  // namespace deployer::plan
