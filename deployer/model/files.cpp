// Folders, files and trees (HD-FLD, HD-FIL, HD-TREE).
#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "config/path.hpp"
#include "model/assembly.hpp"
#include "model/content_source.hpp"
#include "model/names.hpp"
#include "model/notify.hpp"

namespace deployer::model {

namespace config = supervise::config;

namespace {

constexpr std::string_view checksum_scheme = "sha256:";

template <typename Draft>
void check_owner(Reading& reading, Draft& draft, std::string_view subject) {
    refuse_if(reading, draft, "owner", subject, account_name_fault(draft.owner));
    refuse_if(reading, draft, "group", subject, account_name_fault(draft.group));
}

/// A path on the host, without `.`, `..` and repeated slashes (HD-FIL-09).
template <typename Draft>
void settle_path(Reading& reading, Draft& draft, std::string_view key, std::string_view subject,
                 std::string& path) {
    if (path.empty())
        return;  // was required, and is reported
    refuse_if(reading, draft, key, subject, host_path_fault(path));
    if (!has_expression(path))
        path = config::absolute_path(path, "/");
}

void check_folder(Assembly& assembly, FolderDraft& draft) {
    const std::string subject = fmt::format("Folder {}", quoted(draft.path));
    settle_scope(assembly.reading, assembly.names, draft, subject, ScopeWords::files);
    settle_path(assembly.reading, draft, "path", subject, draft.path);
    check_owner(assembly.reading, draft, subject);
}

/// The last part of what the source names; of a URL, without query and fragment (HD-FIL-05).
std::string default_name(const ContentSource& source) {
    std::string_view path = source.name;
    if (source.kind == ContentSource::Kind::url) {
        path = path.substr(0, path.find_first_of("?#"));
        path.remove_prefix(path.find("://") + 3);
        if (path.find('/') == std::string_view::npos)
            return {};
    }
    return std::string(config::last_part(path));
}

class FileChecker {
public:
    FileChecker(Assembly& assembly, FileDraft& draft)
        : assembly_(assembly),
          reading_(assembly.reading),
          draft_(draft),
          subject_(fmt::format("File {}", quoted(draft.source.written))) {}

    void run() {
        settle_scope(reading_, assembly_.names, draft_, subject_, ScopeWords::files);
        settle_path(reading_, draft_, "dest_folder", subject_, draft_.dest_folder);
        check_owner(reading_, draft_, subject_);
        if (draft_.source.written.empty())
            return;
        find();
        check_url_keys();
        settle_checksum();
    }

private:
    void find() {
        if (auto fault = find_content(assembly_, draft_.source, Wanted::any_url))
            return refuse(
                reading_, draft_, "src",
                fault->unknown_scheme
                    ? fmt::format("Files: {} is not a valid form for 'src' attribute. Unknown scheme",
                                  quoted(draft_.source.written))
                    : fault->message,
                fault->remedy);
        if (draft_.dest_name.empty())
            draft_.dest_name = default_name(draft_.source);
        if (draft_.dest_name.empty() || draft_.dest_name == "." || draft_.dest_name == ".." ||
            draft_.dest_name.ends_with('/'))
            refuse(reading_, draft_, is_given(draft_, "dest_name") ? "dest_name" : "src",
                   fmt::format("{}: it has no name on the host", subject_), "give a dest_name");
    }

    void check_url_keys() {
        if (draft_.source.kind == ContentSource::Kind::url)
            return;
        constexpr std::array<std::string_view, 4> keys{"validate_certs", "force_basic_auth", "url_username",
                                                       "url_password"};
        for (const std::string_view key : keys)
            if (is_given(draft_, key))
                warn(reading_, draft_, key,
                     fmt::format("{}: {} has no effect, because it is no http:// or https:// source",
                                 subject_, key),
                     "remove it");
        if (!draft_.checksum.empty())
            refuse(reading_, draft_, "checksum",
                   fmt::format("{}: checksum is for http:// and https:// sources", subject_), "remove it");
    }

    void settle_checksum() {
        const std::string& text = draft_.checksum;
        if (text.empty())
            return;
        const std::string hex = text.starts_with(checksum_scheme)
                                    ? config::lower(text.substr(checksum_scheme.size()))
                                    : std::string();
        if (hex.size() != 64 || hex.find_first_not_of("0123456789abcdef") != std::string::npos)
            return refuse(reading_, draft_, "checksum",
                          fmt::format("{}: '{}' is no checksum", subject_, quoted(text)),
                          "write sha256: and 64 hexadecimal digits");
        draft_.sha256 = hex;
    }

    Assembly& assembly_;
    Reading& reading_;
    FileDraft& draft_;
    std::string subject_;
};

void check_tree(Assembly& assembly, TreeDraft& draft) {
    const std::string subject = fmt::format("Tree {}", quoted(draft.source.written));
    settle_scope(assembly.reading, assembly.names, draft, subject, ScopeWords::files);
    settle_path(assembly.reading, draft, "dest_folder", subject, draft.dest_folder);
    check_owner(assembly.reading, draft, subject);
    if (draft.source.written.empty())
        return;
    if (auto fault = find_content(assembly, draft.source, Wanted::folder))
        refuse(assembly.reading, draft, "src",
               fault->unknown_scheme
                   ? fmt::format("Tree: {} is not a valid form for 'src' attribute. Unknown scheme",
                                 quoted(draft.source.written))
                   : fault->message,
               fault->remedy);
}

/// Files with one target would replace each other on every run (HD-FIL-14).
class Targets {
public:
    void check(Assembly& assembly, FileDraft& draft) {
        if (!draft.good || has_expression(draft.dest_folder) || has_expression(draft.dest_name))
            return;
        const std::string path = config::absolute_path(draft.dest_name, draft.dest_folder);
        std::vector<const FileDraft*>& same = files_[path];
        for (const FileDraft* other : same) {
            const auto host = common(other->scope.hosts, draft.scope.hosts);
            if (!host)
                continue;
            refuse(assembly.reading, draft, is_given(draft, "dest_name") ? "dest_name" : "dest_folder",
                   fmt::format("File {}: '{}' is the target of another file on '{}'",
                               quoted(draft.source.written), path, assembly.names.name(*host)),
                   fmt::format("the other is {} at {}", quoted(other->source.written),
                               other->node->place.text()));
            break;
        }
        same.push_back(&draft);
    }

private:
    static std::optional<std::size_t> common(const HostList& a, const HostList& b) {
        for (const std::size_t host : a)
            if (std::find(b.begin(), b.end(), host) != b.end())
                return host;
        return std::nullopt;
    }

    std::map<std::string, std::vector<const FileDraft*>> files_;
};

template <typename Draft>
void notify(Assembly& assembly, const Named& named, Draft& draft, std::string_view block) {
    draft.notify = read_notify(assembly, named,
                               {*draft.node, draft.origin, draft.scope, draft.good,
                                fmt::format("{}: '{}'", block, quoted(draft.source.written))},
                               draft.notify_texts);
}

}  // namespace

void read_files(Assembly& assembly, const Named& named) {
    Reading& reading = assembly.reading;
    auto folders = read_block(reading, "folders", folder_rows());
    auto files = read_block(reading, "files", file_rows());
    auto trees = read_block(reading, "trees", tree_rows());
    if (!assembly.parts.files)
        return;
    Targets targets;
    for (FolderDraft& draft : folders)
        check_folder(assembly, draft);
    for (FileDraft& draft : files) {
        FileChecker(assembly, draft).run();
        notify(assembly, named, draft, "Files");
        targets.check(assembly, draft);
    }
    for (TreeDraft& draft : trees) {
        check_tree(assembly, draft);
        notify(assembly, named, draft, "Trees");
    }
    for (FolderDraft& draft : folders)
        assembly.model.folders.push_back(static_cast<Folder&&>(draft));
    for (FileDraft& draft : files)
        assembly.model.files.push_back(static_cast<File&&>(draft));
    for (TreeDraft& draft : trees)
        assembly.model.trees.push_back(static_cast<Tree&&>(draft));
}

}  // namespace deployer::model
