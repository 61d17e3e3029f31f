#include "hadeploy/host_texts.hpp"

#include <array>
#include <string>

#include "template/template.hpp"

namespace deployer::hadeploy {
namespace {

struct Text {
    const char* key;
    std::string* text;
};

std::array<Text, 12> rows_of(model::Host& host) {
    return {{{"ssh_host", &host.ssh_host},
             {"ssh_user", &host.ssh_user},
             {"ssh_private_key_file", &host.ssh_private_key_file},
             {"ssh_password", &host.ssh_password},
             {"ssh_executable", &host.ssh_executable},
             {"ssh_common_args", &host.ssh_common_args},
             {"ssh_extra_args", &host.ssh_extra_args},
             {"host_key", &host.host_key},
             {"become_user", &host.become.user},
             {"become_pass", &host.become.password},
             {"become_exe", &host.become.exe},
             {"become_flags", &host.become.flags}}};
}

jinja::Dict names_for(const model::Model& model, const model::Host& host, const jinja::Dict& secrets) {
    jinja::Dict names;
    for (const jinja::Dict* dict : {&model.variables, &host.variables, &secrets})
        for (const jinja::Dict::Entry& entry : dict->entries())
            names.set(entry.first, entry.second);
    names.set("inventory_hostname", host.name);
    return names;
}

}  // namespace

std::vector<std::string> login_texts(model::Host host) {
    std::vector<std::string> texts;
    for (const Text& row : rows_of(host))
        texts.push_back(std::move(*row.text));
    return texts;
}

source::Problems render_logins(model::Model& model, const jinja::Dict& secrets) {
    source::Problems problems;
    const jinja::Environment environment;
    for (model::Host& host : model.hosts) {
        for (const Text& row : rows_of(host)) {
            if (row.text->find("{{") == std::string::npos && row.text->find("{%") == std::string::npos)
                continue;
            const auto parsed = jinja::Template::parse(environment, *row.text, row.key);
            auto rendered = parsed ? parsed->render(names_for(model, host, secrets))
                                   : jinja::Result<std::string>(tl::unexpected(parsed.error()));
            if (rendered)
                *row.text = std::move(*rendered);
            else
                problems.push_back({source::Severity::error,
                                    host.origin.place,
                                    host.origin.path + "." + row.key,
                                    rendered.error().message,
                                    {}});
        }
    }
    return problems;
}

}  // namespace deployer::hadeploy
