#include "plan/program_content.hpp"

#include <fmt/format.h>

#include "plan/distribution.hpp"
#include "plan/environment_text.hpp"
#include "plan/ini_text.hpp"
#include "plan/program_files.hpp"

namespace deployer::plan {

namespace {

/// Owner and group of the supervisor; others may read it unless it holds a secret (HD-PRG-01).
task::EnsureFile file_of(Maker& maker, const model::Supervisor& supervisor, std::size_t host,
                         const std::string& name, Rendered rendered) {
    HostTexts text = maker.texts(host, supervisor.origin);
    task::EnsureFile file;
    file.path = joined_path(text.path("include_dir", supervisor.include_dir), name);
    file.ownership = {text("user", supervisor.user), text("group", supervisor.group),
                      rendered.is_secret ? "0640" : "0644"};
    maker.put_text(file, std::move(rendered));
    file.keep_previous = true;
    return file;
}

void set_missing(jinja::Dict& item, std::string_view name, jinja::Value value) {
    if (item.find(name) == nullptr)
        item.set(jinja::Value(name), std::move(value));
}

/// HD-VAR-38.
jinja::Dict level_two_item(Maker& maker, const model::Program& program) {
    const model::Supervisor& supervisor = maker.model.supervisors[program.supervisor];
    jinja::Dict item = program.item;
    set_missing(item, "name", jinja::Value(program.name));
    set_missing(item, "supervisor", jinja::Value(supervisor.name));
    set_missing(item, "scope", jinja::Value(program.scope.text));
    set_missing(item, "autostart", jinja::Value(program.autostart));
    set_missing(item, "no_remove", jinja::Value(program.no_remove));
    set_missing(item, "supervisorOwner", jinja::Value(supervisor.user));
    set_missing(item, "supervisorGroup", jinja::Value(supervisor.group));
    set_missing(item, "supervisorConf", jinja::Value(supervisor.conf_file_dst));
    set_missing(item, "conf_file_dst",
                jinja::Value(fmt::format("{}/{}_prg{}", supervisor.include_dir, program.name,
                                         supervisor.file_suffix)));
    set_missing(item, "_name_", jinja::Value(maker.control_name(program)));
    return item;
}

/// Who reads the file, as far as that is known of the host.
Reader reader_on(Maker& maker, const model::Program& program, std::size_t host) {
    // Nobody has been asked what is there.
    if (maker.context.placeholder_facts)
        return Reader::ours;
    const bool is_replaced =
        maker.context.replace_supervisor && maker.model.supervisors[program.supervisor].managed;
    switch (installed_kind(*maker.renderer.values().facts(host))) {
    case Installed::ours:
    case Installed::nothing:  // ours will be
        return Reader::ours;
    case Installed::other:
        return is_replaced ? Reader::ours : Reader::any;
    case Installed::unknown:
        break;
    }
    return Reader::any;
}

/// The values are rendered first, and then put in quotes: whatever a variable holds stays one value.
Rendered environment(Maker& maker, const model::Program& program, std::size_t host) {
    model::Variables variables;
    bool is_secret = false;
    for (const auto& [name, written] : program.environment) {
        Rendered value = maker.renderer.text(host, written, program.origin, "environment." + name);
        // What a secret holds is none of Supervisor's expressions, unless one is written around it.
        if (value.is_secret && written.find('%') == std::string::npos) {
            auto literal = literal_percents(value.text);
            if (!literal)
                maker.problems.add(program.origin, "environment." + name, literal.error().message, {},
                                   maker.host_name(host));
            value.text = std::move(literal).value_or("");
        }
        is_secret = is_secret || value.is_secret;
        variables.emplace_back(name, std::move(value.text));
    }
    auto text = environment_text(variables, reader_on(maker, program, host));
    if (!text)
        maker.problems.add(program.origin, {}, text.error().message,
                           "let the program read it from a file, or run supervise on the host",
                           maker.host_name(host));
    return {text ? std::move(*text) : std::string(), is_secret};
}

/// The generated one. `autostart`: instead of what the program has.
Rendered generated(Maker& maker, const model::Program& program, std::size_t host,
                   const std::optional<std::string>& autostart = {}) {
    HostTexts text = maker.texts(host, program.origin);
    std::vector<std::pair<std::string, std::string>> options;
    bool is_secret = false;
    for (const auto& [key, value] : program.options) {
        if (key == "environment" && !program.environment.empty()) {
            Rendered rendered = environment(maker, program, host);
            is_secret = rendered.is_secret;
            options.emplace_back(key, std::move(rendered.text));
        } else {
            options.emplace_back(key, key == "autostart" && autostart ? *autostart : text(key, value));
        }
    }
    auto written = program_text(program.kind, program.name, maker.model.supervisors[program.supervisor].name,
                                options, maker.file_suffix(program.supervisor, host));
    if (!written)
        maker.problems.add(program.origin, {}, written.error().message, {}, maker.host_name(host));
    return {written ? std::move(*written) : std::string(), is_secret || text.is_secret()};
}

/// Nobody has said whether the daemon shall start it: then it is as before (HD-PRG-17).
void keep_autostart(Maker& maker, const model::Program& program, std::size_t host, task::EnsureFile& file) {
    file.alternative.lines = {"autostart=true", "autostart=yes", "autostart=on",
                              "autostart=1",    "autostart=t",   "autostart=y"};
    file.alternative.content =
        maker.plan.contents.add(std::move(generated(maker, program, host, "true").text));
}

void keep(Maker& maker, const task::EnsureFile& file, const std::string& name, std::size_t host) {
    const auto* held = maker.plan.contents.find(file.content.sha256);
    maker.keep_rendered(name, host,
                        file.secret || held == nullptr || !held->bytes ? "# Left out: it holds secrets.\n"
                                                                       : *held->bytes);
}

}  // namespace

task::EnsureFile program_content(Maker& maker, const model::Program& program, std::size_t host) {
    const model::Supervisor& supervisor = maker.model.supervisors[program.supervisor];
    const bool is_generated = !program.conf_file_src;
    Rendered rendered = is_generated
                            ? generated(maker, program, host)
                            : maker.renderer.configuration(host, program.conf_file_src->path,
                                                           level_two_item(maker, program), program.origin);
    task::EnsureFile file =
        file_of(maker, supervisor, host,
                program_file_name(program, maker.file_suffix(program.supervisor, host)), std::move(rendered));
    if (is_generated && program.state == model::State::current && !program.autostart_given)
        keep_autostart(maker, program, host, file);
    keep(maker, file, fmt::format("supervisor_{}_program_{}.conf", supervisor.name, program.name), host);
    return file;
}

task::EnsureFile group_content(Maker& maker, const model::ProgramGroup& group, std::size_t host) {
    const model::Supervisor& supervisor = maker.model.supervisors[group.supervisor];
    std::vector<std::string> names;
    for (const std::size_t program : group.programs)
        names.push_back(maker.model.programs[program].name);
    const std::string suffix = maker.file_suffix(group.supervisor, host);
    auto written = group_text(group.name, supervisor.name, names, group.priority, suffix);
    if (!written)
        maker.problems.add(group.origin, {}, written.error().message, {}, maker.host_name(host));
    task::EnsureFile file = file_of(maker, supervisor, host, group_file_name(group, suffix),
                                    {written ? std::move(*written) : std::string(), false});
    keep(maker, file, fmt::format("supervisor_{}_group_{}.conf", supervisor.name, group.name), host);
    return file;
}

}  // namespace deployer::plan
