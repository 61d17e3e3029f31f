#include "hadeploy/removal.hpp"

#include <fmt/core.h>

namespace deployer::hadeploy {
namespace {

class Preview {
public:
    void add(const model::Scope& scope, const std::string& what) {
        if (!scope.hosts.empty())
            text_ += fmt::format("  {}: {}\n", scope.text, what);
    }
    const std::string& text() const { return text_; }

private:
    std::string text_;
};

void add_supervisors(Preview& preview, const model::Model& model) {
    for (const model::Program& program : model.programs)
        if (!program.no_remove)
            preview.add(program.scope, fmt::format("program {} of supervisor {}", program.name,
                                                   model.supervisors[program.supervisor].name));
    for (const model::Supervisor& supervisor : model.supervisors)
        if (supervisor.managed && !supervisor.no_remove)
            preview.add(supervisor.scope,
                        fmt::format("supervisor {}, its configuration{}", supervisor.name,
                                    supervisor.keep_logs ? "" : " and its logs in " + supervisor.logs_dir));
    for (const model::SystemdUnit& unit : model.units)
        if (!unit.no_remove)
            preview.add(unit.scope, fmt::format("unit {}", unit.name));
}

/// What becomes of a folder is decided on the host, by what is in it.
std::string fate(bool force) {
    return force ? "with everything in it" : "unless it holds what no deployment put there";
}

void add_files(Preview& preview, const model::Model& model, bool force) {
    for (const model::File& file : model.files)
        if (!file.no_remove)
            preview.add(file.scope, fmt::format("file {}/{}{}", file.dest_folder, file.dest_name,
                                                force ? "" : ", unless it was there before"));
    for (const model::Tree& tree : model.trees)
        if (!tree.no_remove)
            preview.add(tree.scope, fmt::format("folder {}, {}", tree.dest_folder, fate(force)));
    for (const model::Folder& folder : model.folders)
        if (!folder.no_remove)
            preview.add(folder.scope, fmt::format("folder {}, {}", folder.path, fate(force)));
}

void add_accounts(Preview& preview, const model::Model& model, bool force) {
    for (const model::User& user : model.users) {
        if (user.no_remove)
            continue;
        if (user.can_sudo_to)
            preview.add(user.scope, fmt::format("sudo rights of user {}{}", user.login,
                                                force ? "" : ", unless they were there before"));
        if (!user.authorized_keys.empty())
            preview.add(user.scope, fmt::format("authorized keys of user {}", user.login));
        if (user.managed)
            preview.add(user.scope, fmt::format("user {}{}", user.login,
                                                user.remove_home ? ", with its home folder" : ""));
    }
    for (const model::Group& group : model.groups)
        if (group.managed && !group.no_remove)
            preview.add(group.scope, fmt::format("group {}", group.name));
}

}  // namespace

std::string removal_preview(const model::Model& model, bool force) {
    Preview preview;
    add_supervisors(preview, model);
    add_files(preview, model, force);
    add_accounts(preview, model, force);
    return preview.text();
}

}  // namespace deployer::hadeploy
