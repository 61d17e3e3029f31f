#include "plan/kept.hpp"

#include <algorithm>

#include "plan/program_files.hpp"

namespace deployer::plan {

namespace {

class Collector {
public:
    Collector(Maker& maker, std::size_t host) : maker_(maker), host_(host) {}

    std::vector<std::string> collect() {
        files();
        supervisors();
        programs();
        return std::move(paths_);
    }

private:
    template <class Item>
    bool stays(const Item& item) const {
        return item.no_remove && is_here(item);
    }

    template <class Item>
    bool is_here(const Item& item) const {
        return std::ranges::find(item.scope.hosts, host_) != item.scope.hosts.end();
    }

    void files() {
        for (const model::Folder& folder : maker_.model.folders)
            if (stays(folder))
                paths_.push_back(maker_.texts(host_, folder.origin).path("path", folder.path));
        for (const model::File& file : maker_.model.files)
            if (stays(file))
                paths_.push_back(maker_.target(file, host_));
        for (const model::Tree& tree : maker_.model.trees)
            if (stays(tree))
                paths_.push_back(maker_.texts(host_, tree.origin).path("dest_folder", tree.dest_folder));
        for (const model::SystemdUnit& unit : maker_.model.units)
            if (stays(unit))
                paths_.push_back(maker_.unit_path(unit.name + ".service", host_));
    }

    void supervisors() {
        for (const model::Supervisor& supervisor : maker_.model.supervisors) {
            if (!supervisor.managed || !is_here(supervisor))
                continue;
            HostTexts text = maker_.texts(host_, supervisor.origin);
            if (supervisor.no_remove || supervisor.keep_logs)
                paths_.push_back(text.path("logs_dir", supervisor.logs_dir));
            if (!supervisor.no_remove)
                continue;
            paths_.push_back(text.path("conf_file_dst", supervisor.conf_file_dst));
            paths_.push_back(text.path("supervisorctl", supervisor.supervisorctl));
            paths_.push_back(text.path("pid_dir", supervisor.pid_dir));
            paths_.push_back(text.path("socks_dir", supervisor.socks_dir));
            paths_.push_back(text.path("include_dir", supervisor.include_dir));
            paths_.push_back(maker_.unit_path(supervisor.unit(), host_));
        }
    }

    void programs() {
        const auto add = [this](std::size_t supervisor, const std::string& name) {
            const model::Supervisor& described = maker_.model.supervisors[supervisor];
            paths_.push_back(joined_path(
                maker_.texts(host_, described.origin).path("include_dir", described.include_dir), name));
        };
        for (const model::Program& program : maker_.model.programs)
            if (stays(program))
                add(program.supervisor,
                    program_file_name(program, maker_.file_suffix(program.supervisor, host_)));
        for (const model::ProgramGroup& group : maker_.model.program_groups)
            if (stays(group))
                add(group.supervisor, group_file_name(group, maker_.file_suffix(group.supervisor, host_)));
    }

    Maker& maker_;
    std::size_t host_;
    std::vector<std::string> paths_;
};

}  // namespace

std::vector<std::string> kept_paths(Maker& maker, std::size_t host) {
    return Collector(maker, host).collect();
}

task::EnsureAbsent absent_tree(Maker& maker, std::size_t host, std::string path, bool only_created) {
    const std::string below = path + "/";
    task::EnsureAbsent operation{std::move(path), task::EnsureAbsent::Kind::tree, only_created};
    operation.keep = maker.kept(host);
    std::erase_if(operation.keep, [&](const std::string& kept) {
        return kept != operation.path && !kept.starts_with(below);
    });
    return operation;
}

}  // namespace deployer::plan
