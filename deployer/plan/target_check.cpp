#include "plan/target_check.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "task/paths.hpp"

namespace deployer::plan {

namespace {

/// A path as an item wants it.
struct Target {
    const model::Origin* origin = nullptr;
    std::string_view key;  ///< of the item, that says the path
    std::string subject;   ///< "Folder '/x'"
    bool is_folder = false, is_placeholder = false;
    std::string owner, group, mode;
    std::string source;  ///< of a file, where it comes from

    bool wants_the_same(const Target& other) const {
        const auto digits = [](std::string_view text) {
            return text.substr(std::min(text.find_first_not_of('0'), text.size()));
        };
        return is_folder == other.is_folder && owner == other.owner && group == other.group &&
               digits(mode) == digits(other.mode) && source == other.source;
    }
};

/// One host.
class Targets {
public:
    Targets(Maker& maker, std::size_t host) : maker_(maker), host_(host) {}

    /// False: nothing but what hosts before had is on it.
    void check(std::set<std::string>& known) {
        collect();
        if (!known.insert(std::move(all_)).second)
            return;
        for (const auto& [tree, root] : trees_)
            if (meets_others(*tree, root))
                add_tree(*tree, root);
    }

private:
    template <class Item>
    bool is_here(const Item& item) const {
        return std::ranges::find(item.scope.hosts, host_) != item.scope.hosts.end();
    }

    void collect() {
        for (const model::Folder& folder : maker_.model.folders)
            if (is_here(folder)) {
                HostTexts text = maker_.texts(host_, folder.origin);
                add(text.path("path", folder.path), {&folder.origin,
                                                     "path",
                                                     fmt::format("Folder {}", folder.path),
                                                     true,
                                                     holds_template(folder.path),
                                                     text("owner", folder.owner),
                                                     text("group", folder.group),
                                                     text("mode", folder.mode),
                                                     {}});
            }
        for (const model::File& file : maker_.model.files)
            if (is_here(file)) {
                HostTexts text = maker_.texts(host_, file.origin);
                add(maker_.target(file, host_),
                    {&file.origin, "dest_folder", fmt::format("File {}", file.source.written), false,
                     holds_template(file.dest_folder) || holds_template(file.dest_name),
                     text("owner", file.owner), text("group", file.group), text("mode", file.mode),
                     source_of(file.source, file.source.path)});
            }
        for (const model::Tree& tree : maker_.model.trees)
            if (is_here(tree)) {
                HostTexts text = maker_.texts(host_, tree.origin);
                trees_.emplace_back(&tree, text.path("dest_folder", tree.dest_folder));
                all_ += fmt::format("{}\n{} {} {} {}\n", trees_.back().second, text("owner", tree.owner),
                                    text("group", tree.group), text("folder_mode", tree.folder_mode),
                                    text("file_mode", tree.file_mode));
            }
    }

    static std::string source_of(const model::ContentSource& source, const std::string& path) {
        return fmt::format("{}:{}", source.kind == model::ContentSource::Kind::tmpl ? "tmpl" : "file", path);
    }

    /// Most trees have their folder for themselves, and may have many files.
    bool meets_others(const model::Tree& tree, const std::string& root) const {
        const auto first = targets_.lower_bound(root);
        return (first != targets_.end() && task::is_within(first->first, root)) ||
               std::ranges::any_of(trees_, [&](const auto& other) {
                   return other.first != &tree &&
                          (task::is_within(root, other.second) || task::is_within(other.second, root));
               });
    }

    void add_tree(const model::Tree& tree, const std::string& root) {
        HostTexts text = maker_.texts(host_, tree.origin);
        Target target{&tree.origin,
                      "dest_folder",
                      fmt::format("Tree {}", tree.source.written),
                      true,
                      holds_template(tree.dest_folder),
                      text("owner", tree.owner),
                      text("group", tree.group),
                      text("folder_mode", tree.folder_mode),
                      {}};
        add(root, target);
        const std::string file_mode = text("file_mode", tree.file_mode);
        for (const std::string& entry : maker_.tree(tree.source.path, tree.origin)) {
            Target one = target;
            one.is_folder = entry.ends_with('/');
            if (!one.is_folder) {
                one.mode = file_mode;
                one.source = source_of(tree.source, tree.source.path + "/" + entry);
            }
            add(joined_path(root, entry), std::move(one));
        }
    }

    void add(std::string path, Target target) {
        all_ +=
            fmt::format("{}\n{} {} {} {}\n", path, target.owner, target.group, target.mode, target.source);
        const auto [at, is_new] = targets_.try_emplace(std::move(path), target);
        const Target& first = at->second;
        // Facts that are made up may make one of two.
        const bool may_differ =
            maker_.context.placeholder_facts && (first.is_placeholder || target.is_placeholder);
        if (is_new || first.wants_the_same(target) || may_differ)
            return;
        maker_.problems.add(
            *target.origin, target.key,
            fmt::format("{}: '{}' is described before, and otherwise", target.subject, at->first),
            fmt::format("the other is {} at {}; describe it once", first.subject, first.origin->place.text()),
            maker_.host_name(host_));
    }

    Maker& maker_;
    std::size_t host_;
    std::map<std::string, Target> targets_;
    std::vector<std::pair<const model::Tree*, std::string>> trees_;
    std::string all_;
};

}  // namespace

void check_targets(Maker& maker) {
    std::set<std::string> known;
    for (std::size_t host = 0; host < maker.model.hosts.size(); ++host)
        if (maker.answered(host))
            Targets(maker, host).check(known);
}

}  // namespace deployer::plan
