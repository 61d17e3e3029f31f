#include "hadeploy/removal.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "hadeploy/limits.hpp"
#include "report/printable.hpp"

namespace deployer::hadeploy {
namespace {

class Preview {
public:
    explicit Preview(const model::Model& model)
        : model_(model), all_selected_(std::ranges::all_of(model.hosts, &model::Host::selected)) {}

    void add(const model::Scope& scope, const std::string& what) {
        if (!scope.hosts.empty())
            text_ += report::printable(fmt::format("  {}: {}", where(scope), what)) + "\n";
    }
    const std::string& text() const { return text_; }

private:
    /// What a scope says is more than what this run is about, if that is a part of the hosts.
    std::string where(const model::Scope& scope) const {
        if (all_selected_)
            return scope.text;
        std::vector<std::string_view> names;
        for (const std::size_t host : scope.hosts)
            if (names.size() < limits::named_hosts)
                names.emplace_back(model_.hosts[host].name);
        const std::size_t more = scope.hosts.size() - names.size();
        return fmt::format("{}{}", fmt::join(names, ", "),
                           more > 0 ? fmt::format(" and {} more", more) : std::string());
    }

    const model::Model& model_;
    bool all_selected_;
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

/// Something that stays is described to be in the folder.
bool holds_kept(const model::Model& model, const std::string& folder) {
    const auto is_kept = [&](bool no_remove, const std::string& path) {
        return no_remove && path.starts_with(folder + "/");
    };
    return std::ranges::any_of(model.folders,
                               [&](const auto& one) { return is_kept(one.no_remove, one.path); }) ||
           std::ranges::any_of(model.trees,
                               [&](const auto& one) { return is_kept(one.no_remove, one.dest_folder); }) ||
           std::ranges::any_of(model.files, [&](const auto& one) {
               return is_kept(one.no_remove, one.dest_folder + "/" + one.dest_name);
           });
}

/// What becomes of a folder is decided on the host, by what is in it.
std::string fate(const model::Model& model, const std::string& folder, bool force) {
    return fmt::format("folder {}, {}{}", folder,
                       force ? "with everything in it" : "unless it holds what no deployment put there",
                       holds_kept(model, folder) ? "; what has no_remove stays" : "");
}

/// Only its host knows who made a home.
std::string fate_of_home(const model::User& user) {
    if (user.remove_home)
        return ", with its home folder and everything in it";
    const bool may_be_made = user.create_home || !user.authorized_keys.empty();
    return may_be_made ? ", with its home folder and everything in it if a deployment made that" : "";
}

void add_files(Preview& preview, const model::Model& model, bool force) {
    for (const model::File& file : model.files)
        if (!file.no_remove)
            preview.add(file.scope, fmt::format("file {}/{}{}", file.dest_folder, file.dest_name,
                                                force ? "" : ", unless it was there before"));
    for (const model::Tree& tree : model.trees)
        if (!tree.no_remove)
            preview.add(tree.scope, fate(model, tree.dest_folder, force));
    for (const model::Folder& folder : model.folders)
        if (!folder.no_remove)
            preview.add(folder.scope, fate(model, folder.path, force));
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
            preview.add(user.scope, fmt::format("user {}{}", user.login, fate_of_home(user)));
    }
    for (const model::Group& group : model.groups)
        if (group.managed && !group.no_remove)
            preview.add(group.scope, fmt::format("group {}", group.name));
}

}  // namespace

std::string removal_preview(const model::Model& model, bool force) {
    Preview preview(model);
    add_supervisors(preview, model);
    add_files(preview, model, force);
    add_accounts(preview, model, force);
    return preview.text();
}

}  // namespace deployer::hadeploy
