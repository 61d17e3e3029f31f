#include "hadeploy/working_folder.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "sys/files.hpp"
#include "sys/fresh_folder.hpp"
#include "sys/small_file.hpp"
#include "template/json.hpp"

namespace deployer::hadeploy {
namespace {

constexpr unsigned file_mode = 0600;

std::string json_text(const jinja::Value& value) {
    jinja::JsonStyle style;
    style.indent = 2;
    style.item_separator = ",";
    return jinja::to_json(value, style) + "\n";
}

/// "ssh_password", "become_pass", "url_password": keys whose texts are nobody's business.
bool is_secret(std::string_view key) {
    return key.ends_with("password") || key.ends_with("_pass");
}

jinja::Value without_secrets(const source::Node& node) {
    if (node.is_list()) {
        jinja::List list;
        for (const source::Node& item : node.items)
            list.push_back(without_secrets(item));
        return list;
    }
    if (!node.is_map())
        return node.value;
    jinja::Dict dict;
    for (const source::Entry& entry : node.entries) {
        const bool is_hidden = is_secret(entry.key) && entry.value.is_scalar();
        dict.set(entry.key, is_hidden ? jinja::Value("***") : without_secrets(entry.value));
    }
    return dict;
}

jinja::List host_names(const model::Model& model, const model::HostList& hosts) {
    jinja::List names;
    for (const std::size_t host : hosts)
        names.emplace_back(model.hosts[host].name);
    return names;
}

jinja::Value host_value(const model::Host& host) {
    jinja::Dict value;
    value.set("name", host.name);
    value.set("connection", host.local ? "local" : "ssh");
    value.set("ssh_host", host.ssh_host);
    value.set("ssh_user", host.ssh_user);
    value.set("ssh_port", static_cast<int>(host.ssh_port));
    value.set("ssh_private_key_file", host.ssh_private_key_file);
    value.set("become", host.become.enabled);
    if (host.become.enabled) {
        value.set("become_user", host.become.user);
        value.set("become_method", host.become.method);
    }
    return value;
}

jinja::Value step_value(const plan::Step& step, const plan::Play& play, const model::Model& model) {
    jinja::Dict hosts;
    for (std::size_t i = 0; i < step.items.size() && i < play.hosts.size(); ++i) {
        jinja::List labels;
        for (const plan::Item& item : step.items[i])
            labels.emplace_back(item.label);
        hosts.set(model.hosts[play.hosts[i]].name, std::move(labels));
    }
    jinja::Dict value;
    value.set("title", step.title);
    value.set("handler", step.kind == plan::Step::Kind::handler);
    value.set("notify", jinja::List(step.notify.begin(), step.notify.end()));
    value.set("items", std::move(hosts));
    return value;
}

}  // namespace

std::string document_json(const source::Document& document) {
    return json_text(without_secrets(document.root));
}

std::string inventory_json(const model::Model& model) {
    jinja::List hosts;
    for (const model::Host& host : model.hosts)
        hosts.push_back(host_value(host));
    jinja::Dict groups;
    for (const model::HostGroup& group : model.host_groups)
        groups.set(group.name, host_names(model, group.hosts));
    jinja::Dict value;
    value.set("hosts", std::move(hosts));
    value.set("host_groups", std::move(groups));
    return json_text(value);
}

std::string plan_json(const plan::Plan& plan, const model::Model& model) {
    jinja::List plays;
    for (const plan::Play& play : plan.plays) {
        jinja::List steps;
        for (const plan::Step& step : play.steps)
            steps.push_back(step_value(step, play, model));
        jinja::Dict value;
        value.set("title", play.title);
        value.set("hosts", host_names(model, play.hosts));
        value.set("steps", std::move(steps));
        plays.emplace_back(std::move(value));
    }
    jinja::Dict value;
    value.set("plays", std::move(plays));
    return json_text(value);
}

supervise::Result<void> write_working_folder(const std::string& folder, const NamedTexts& files) {
    const std::string above = folder.substr(0, folder.rfind('/'));
    if (auto made = supervise::sys::KernelFileSystem().make_folders(above); !above.empty() && !made)
        return made;
    if (auto made = supervise::sys::make_fresh_folder(folder); !made)
        return made;
    for (const auto& [name, text] : files) {
        // Names come from the description.
        std::string flat = name;
        std::replace(flat.begin(), flat.end(), '/', '_');
        if (auto written =
                supervise::sys::write_whole_file(fmt::format("{}/{}", folder, flat), text, file_mode);
            !written)
            return written;
    }
    return {};
}

}  // namespace deployer::hadeploy
