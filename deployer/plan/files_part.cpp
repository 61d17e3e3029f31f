// Folders, files and trees (HD-FLD, HD-FIL, HD-TREE).
#include <fmt/format.h>

#include "plan/kept.hpp"
#include "plan/notices.hpp"
#include "plan/parts.hpp"

namespace deployer::plan {

namespace {

constexpr auto all = [](const auto&) { return true; };

std::string target_of(const model::File& file) {
    return joined_path(file.dest_folder, file.dest_name);
}

/// What is in a file, by the kind of its source.
void fill(Maker& maker, task::EnsureFile& operation, const model::ContentSource& source,
          const std::string& path, std::size_t host, const model::Origin& origin) {
    if (source.kind == model::ContentSource::Kind::tmpl)
        maker.put_text(operation, maker.renderer.file(host, path, origin));
    else
        operation.content = maker.file_content(path, origin);
}

Item file_item(Maker& maker, const model::File& file, std::size_t host) {
    HostTexts text = maker.texts(host, file.origin);
    const std::string path = maker.target(file, host);
    task::Ownership ownership{text("owner", file.owner), text("group", file.group), text("mode", file.mode)};
    if (file.source.kind == model::ContentSource::Kind::url) {
        HostTexts url = maker.texts(host, file.origin);
        task::Download download{url("src", file.source.path),
                                path,
                                std::move(ownership),
                                text("sha256", file.sha256),
                                text("url_username", file.url_username),
                                text("url_password", file.url_password),
                                file.validate_certs,
                                file.force_basic_auth};
        download.secret = url.is_secret();
        return {path, std::move(download)};
    }
    task::EnsureFile operation;
    operation.path = path;
    operation.ownership = std::move(ownership);
    fill(maker, operation, file.source, file.source.path, host, file.origin);
    return {path, std::move(operation)};
}

std::string file_title(const model::File& file) {
    switch (file.source.kind) {
    case model::ContentSource::Kind::url:
        return fmt::format("Download '{}' to '{}'", file.source.written, target_of(file));
    case model::ContentSource::Kind::tmpl:
        return fmt::format("Copy template file '{}' to '{}'", file.source.name, target_of(file));
    case model::ContentSource::Kind::file:
        break;
    }
    return fmt::format("Copy file '{}' to '{}'", file.source.name, target_of(file));
}

std::vector<Item> folder_items(Maker& maker, const model::Tree& tree, std::size_t host) {
    HostTexts text = maker.texts(host, tree.origin);
    const std::string root = text.path("dest_folder", tree.dest_folder);
    const task::Ownership ownership{text("owner", tree.owner), text("group", tree.group),
                                    text("folder_mode", tree.folder_mode)};
    std::vector<Item> items{{root, task::EnsureFolder{root, ownership}}};
    for (const std::string& entry : maker.tree(tree.source.path, tree.origin))
        if (entry.ends_with('/')) {
            const std::string path = joined_path(root, entry);
            items.push_back({path, task::EnsureFolder{path, ownership}});
        }
    return items;
}

std::vector<Item> tree_items(Maker& maker, const model::Tree& tree, std::size_t host) {
    HostTexts text = maker.texts(host, tree.origin);
    const std::string root = text.path("dest_folder", tree.dest_folder);
    const task::Ownership ownership{text("owner", tree.owner), text("group", tree.group),
                                    text("file_mode", tree.file_mode)};
    std::vector<Item> items;
    for (const std::string& entry : maker.tree(tree.source.path, tree.origin)) {
        if (entry.ends_with('/'))
            continue;
        task::EnsureFile operation;
        operation.path = joined_path(root, entry);
        operation.ownership = ownership;
        fill(maker, operation, tree.source, tree.source.path + "/" + entry, host, tree.origin);
        items.push_back({operation.path, operation});
    }
    return items;
}

void deploy_tree(Maker& maker, PlayMaker& play, const model::Tree& tree) {
    const bool is_template = tree.source.kind == model::ContentSource::Kind::tmpl;
    const std::vector<std::string> notify = handler_names(maker.model, tree.notify);
    Step& folders = play.task("Adjust rights on subfolders (And create empty ones if neeeded)",
                              [&](std::size_t host) { return folder_items(maker, tree, host); });
    folders.loop = true;
    Step& files = play.task(fmt::format("Copy {}tree '{}' to '{}'", is_template ? "template " : "",
                                        tree.source.name, tree.dest_folder),
                            [&](std::size_t host) { return tree_items(maker, tree, host); });
    files.loop = is_template;
    files.notify = notify;
}

std::vector<model::Notify> told_in(const ScopedPair<model::File, model::Tree>& scope) {
    std::vector<model::Notify> told;
    for (const model::File* file : scope.first)
        told.insert(told.end(), file->notify.begin(), file->notify.end());
    for (const model::Tree* tree : scope.second)
        told.insert(told.end(), tree->notify.begin(), tree->notify.end());
    return told;
}

}  // namespace

void deploy_folders(Maker& maker) {
    for (const auto& scope : by_scope(maker.model.folders, all)) {
        PlayMaker play(maker, *scope.scope);
        for (const model::Folder* folder : scope.items)
            play.task(fmt::format("Create folder '{}'", folder->path), one([&](std::size_t host) {
                          HostTexts text = maker.texts(host, folder->origin);
                          const std::string path = text.path("path", folder->path);
                          return Item{path, task::EnsureFolder{path,
                                                               {text("owner", folder->owner),
                                                                text("group", folder->group),
                                                                text("mode", folder->mode)}}};
                      }));
        play.finish();
    }
}

void remove_folders(Maker& maker) {
    for (const auto& scope : by_scope(maker.model.folders, all)) {
        PlayMaker play(maker, *scope.scope);
        for (const model::Folder* folder : reversed(scope.items))
            if (!folder->no_remove)
                play.task(fmt::format("Remove folder '{}'", folder->path), one([&](std::size_t host) {
                              const std::string path =
                                  maker.texts(host, folder->origin).path("path", folder->path);
                              return Item{path, absent_tree(maker, host, path, !maker.context.force)};
                          }));
        play.finish();
    }
}

void deploy_files(Maker& maker) {
    const auto scopes = by_scope(maker.model.files, maker.model.trees);
    ToldLater told;
    for (const auto& scope : scopes)
        told.emplace_back(scope.scope->hosts, told_in(scope));
    for (const auto& scope : scopes) {
        PlayMaker play(maker, *scope.scope);
        play.share_handlers("files");
        for (const model::File* file : scope.first)
            play.task(file_title(*file), one([&](std::size_t host) { return file_item(maker, *file, host); }))
                .notify = handler_names(maker.model, file->notify);
        for (const model::Tree* tree : scope.second)
            deploy_tree(maker, play, *tree);
        const std::vector<model::Notify> here = std::move(told.front().second);
        told.erase(told.begin());
        add_notices(maker, play, here, told);
        play.finish();
    }
}

void remove_files(Maker& maker) {
    for (const auto& scope : by_scope(maker.model.files, maker.model.trees)) {
        PlayMaker play(maker, *scope.scope);
        for (const model::File* file : reversed(scope.first))
            if (!file->no_remove)
                play.task(fmt::format("Remove file {}", target_of(*file)), one([&](std::size_t host) {
                              const std::string path = maker.target(*file, host);
                              return Item{path, task::EnsureAbsent{path, task::EnsureAbsent::Kind::file,
                                                                   !maker.context.force}};
                          }));
        for (const model::Tree* tree : reversed(scope.second))
            if (!tree->no_remove)
                play.task(fmt::format("Remove tree {}", tree->dest_folder), one([&](std::size_t host) {
                              const std::string path =
                                  maker.texts(host, tree->origin).path("dest_folder", tree->dest_folder);
                              return Item{path, absent_tree(maker, host, path, !maker.context.force)};
                          }));
        play.finish();
    }
}

}  // namespace deployer::plan
