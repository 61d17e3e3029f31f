#include "hadeploy/host_texts.hpp"

#include <array>
#include <string>

#include "model/login_fault.hpp"
#include "model/reading.hpp"
#include "plan/render.hpp"

namespace deployer::hadeploy {
namespace {

struct Text {
    const char* key;
    std::string* text;
};

std::array<Text, 13> rows_of(model::Host& host) {
    return {{{"ssh_host", &host.ssh_host},
             {"ssh_user", &host.ssh_user},
             {"ssh_private_key_file", &host.ssh_private_key_file},
             {"ssh_password", &host.ssh_password},
             {"ssh_executable", &host.ssh_executable},
             {"ssh_common_args", &host.ssh_common_args},
             {"ssh_extra_args", &host.ssh_extra_args},
             {"host_key", &host.host_key},
             {"become_user", &host.become.user},
             {"become_method", &host.become.method},
             {"become_pass", &host.become.password},
             {"become_exe", &host.become.exe},
             {"become_flags", &host.become.flags}}};
}

}  // namespace

std::vector<std::string> login_texts(model::Host host) {
    std::vector<std::string> texts;
    for (const Text& row : rows_of(host))
        texts.push_back(std::move(*row.text));
    return texts;
}

source::Problems render_logins(model::Model& model, const jinja::Dict& secrets) {
    plan::BuildContext context;
    context.secrets = secrets;
    plan::ProblemList problems;
    plan::Renderer renderer(model, context, problems);
    for (std::size_t i = 0; i < model.hosts.size(); ++i) {
        model::Host& host = model.hosts[i];
        for (const Text& row : rows_of(host)) {
            // A password may hold what begins a comment elsewhere.
            if (!model::has_expression(*row.text))
                continue;
            plan::Rendered rendered = renderer.text(i, *row.text, host.origin, row.key);
            if (rendered.has_failed)
                continue;
            *row.text = std::move(rendered.text);
            if (auto fault = model::login_fault(row.key, *row.text, model::Stage::rendered))
                problems.add(host.origin, row.key, std::move(fault->message), std::move(fault->remedy),
                             host.name);
        }
    }
    return problems.take();
}

}  // namespace deployer::hadeploy
