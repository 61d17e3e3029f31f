#include "plan/supervisor_content.hpp"

#include <fmt/format.h>

namespace deployer::plan {

namespace {

constexpr const char* mask = "********";

/// With the masks of --workingFolder on, a password is one too, not the hash of one.
std::string written_password(Maker& maker, const model::Supervisor& supervisor, const std::string& password,
                             std::size_t host) {
    if (password.empty())
        return {};
    auto hashed = hashed_password(password);
    if (!hashed)
        maker.problems.add(supervisor.origin, "http_server.password", hashed.error().message, {},
                           maker.host_name(host));
    return hashed ? std::move(*hashed) : std::string();
}

void add_http(Maker& maker, const model::Supervisor& supervisor, HostTexts& text, SupervisorLayout& layout) {
    const model::HttpServer& http = *supervisor.http_server;
    layout.has_http = true;
    layout.http_endpoint = text("http_server.endpoint", http.endpoint);
    layout.http_username = text("http_server.username", http.username);
    layout.http_password =
        written_password(maker, supervisor, text("http_server.password", http.password), text.host());
    for (const auto& [key, value] : http.options)
        layout.http_options.emplace_back(key, text("http_server." + key, value));
}

/// HD-VAR-37: the programs and groups by name are keys of the supervisor's item.
jinja::Dict level_two_item(const model::Model& model, const model::Supervisor& supervisor) {
    jinja::Dict item = supervisor.item, programs, groups;
    const auto is_ours = [&](std::size_t index) { return &model.supervisors[index] == &supervisor; };
    for (const model::Program& program : model.programs)
        if (is_ours(program.supervisor))
            programs.set(jinja::Value(program.name), jinja::Value(program.item));
    for (const model::ProgramGroup& group : model.program_groups)
        if (is_ours(group.supervisor))
            groups.set(jinja::Value(group.name), jinja::Value(group.item));
    if (item.find(std::string_view("programByName")) == nullptr)
        item.set(jinja::Value("programByName"), jinja::Value(std::move(programs)));
    if (item.find(std::string_view("groupByName")) == nullptr)
        item.set(jinja::Value("groupByName"), jinja::Value(std::move(groups)));
    return item;
}

Rendered configuration(Maker& maker, const model::Supervisor& supervisor, const SupervisorOnHost& on_host,
                       std::size_t host) {
    if (supervisor.conf_file_src)
        return maker.renderer.configuration(host, supervisor.conf_file_src->path,
                                            level_two_item(maker.model, supervisor), supervisor.origin);
    auto text = supervisor_configuration(on_host.layout);
    if (!text)
        maker.problems.add(supervisor.origin, {}, text.error().message, {}, maker.host_name(host));
    return {text ? std::move(*text) : std::string(), false};
}

/// The built-in configuration with masks for what is secret; of another one nobody knows what is.
std::string shown_configuration(Maker& maker, const model::Supervisor& supervisor, std::size_t host) {
    if (supervisor.conf_file_src)
        return "# Left out: it holds secrets.\n";
    maker.renderer.values().mask_secrets(true);
    SupervisorOnHost masked = supervisor_on_host(maker, supervisor, host);
    maker.renderer.values().mask_secrets(false);
    if (!masked.layout.http_password.empty())
        masked.layout.http_password = mask;
    return supervisor_configuration(masked.layout).value_or("");
}

}  // namespace

SupervisorOnHost supervisor_on_host(Maker& maker, const model::Supervisor& supervisor, std::size_t host) {
    HostTexts text = maker.texts(host, supervisor.origin);
    SupervisorOnHost result;
    SupervisorLayout& layout = result.layout;
    layout.name = supervisor.name;
    layout.user = text.account("user", supervisor.user);
    layout.group = text.account("group", supervisor.group);
    layout.conf_file_dst = text.path("conf_file_dst", supervisor.conf_file_dst);
    layout.logs_dir = text.path("logs_dir", supervisor.logs_dir);
    layout.pid_dir = text.path("pid_dir", supervisor.pid_dir);
    layout.socks_dir = text.path("socks_dir", supervisor.socks_dir);
    layout.include_dir = text.path("include_dir", supervisor.include_dir);
    layout.supervisorctl = text.path("supervisorctl", supervisor.supervisorctl);
    if (!supervisor.socket_mode.empty())
        layout.socket_mode = text("socket_mode", supervisor.socket_mode);
    if (!supervisor.loglevel.empty())
        layout.loglevel = text("loglevel", supervisor.loglevel);
    layout.childlogdir = text("childlogdir", supervisor.childlogdir);
    if (supervisor.http_server)
        add_http(maker, supervisor, text, layout);
    result.has_secret = text.is_secret() || !layout.http_password.empty();
    return result;
}

task::EnsureFile configuration_content(Maker& maker, const model::Supervisor& supervisor, std::size_t host) {
    const SupervisorOnHost on_host = supervisor_on_host(maker, supervisor, host);
    Rendered rendered = configuration(maker, supervisor, on_host, host);
    rendered.is_secret = rendered.is_secret || on_host.has_secret;
    maker.keep_rendered(fmt::format("supervisord_{}.conf", supervisor.name), host,
                        rendered.is_secret ? shown_configuration(maker, supervisor, host) : rendered.text);
    task::EnsureFile file;
    file.path = on_host.layout.conf_file_dst;
    // With or without a password today: nobody else has to read it (HD-SUP-26).
    file.ownership = {on_host.layout.user, on_host.layout.group, "0640"};
    maker.put_text(file, std::move(rendered));
    return file;
}

task::EnsureFile unit_content(Maker& maker, const model::Supervisor& supervisor, std::size_t host) {
    const std::string text = supervisor_unit(supervisor_on_host(maker, supervisor, host).layout);
    maker.keep_rendered(supervisor.unit(), host, text);
    task::EnsureFile file;
    file.path = maker.unit_path(supervisor.unit(), host);
    file.ownership = {"root", "root", "0644"};
    maker.put_text(file, {text, false});
    return file;
}

task::EnsureFile wrapper_content(Maker& maker, const model::Supervisor& supervisor, std::size_t host) {
    const SupervisorLayout layout = supervisor_on_host(maker, supervisor, host).layout;
    const std::string text = supervisor_wrapper(layout);
    maker.keep_rendered(fmt::format("supervisorctl_{}", supervisor.name), host, text);
    task::EnsureFile file;
    file.path = layout.supervisorctl;
    file.ownership = {"root", "root", "0755"};
    maker.put_text(file, {text, false});
    return file;
}

}  // namespace deployer::plan
