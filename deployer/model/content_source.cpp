#include "model/content_source.hpp"

#include <fmt/core.h>

#include "config/path.hpp"
#include "model/foreign.hpp"

namespace deployer::model {

namespace config = supervise::config;

namespace {

using Found = ReadContext::Found;

std::string shown(const std::vector<std::string>& folders) {
    std::string text = "[";
    for (const std::string& folder : folders)
        text += fmt::format("{}'{}'", text.size() > 1 ? ", " : "", folder);
    return text + "]";
}

class Finder {
public:
    Finder(Assembly& assembly, ContentSource& source, Wanted wanted)
        : assembly_(assembly), source_(source), wanted_(wanted) {}

    std::optional<SourceFault> find() {
        const std::string& written = source_.written;
        const std::size_t mark = written.find("://");
        const std::string_view scheme =
            mark == std::string::npos ? std::string_view() : std::string_view(written).substr(0, mark);
        if (scheme == "file" || scheme == "tmpl") {
            source_.kind = scheme == "tmpl" ? ContentSource::Kind::tmpl : ContentSource::Kind::file;
            source_.name = written.substr(mark + 3);
            return look_up();
        }
        if ((scheme == "http" || scheme == "https") && wanted_ == Wanted::any_url) {
            source_.kind = ContentSource::Kind::url;
            source_.name = source_.path = written;
            return std::nullopt;
        }
        if (scheme == "node" && wanted_ == Wanted::any_url)
            return SourceFault{
                false,
                fmt::format("Files: {} is not a valid form for 'src' attribute: Copying from node is "
                            "only valid for 'hdfs' scope",
                            quoted(written)),
                {}};
        if (const auto foreign = foreign_scheme(scheme, quoted(written)))
            return SourceFault{false, foreign->message, foreign->remedy};
        return SourceFault{true,
                           {},
                           fmt::format("write file://{0} or tmpl://{0}",
                                       mark == std::string::npos ? quoted(written) : "NAME")};
    }

private:
    bool is_template() const { return source_.kind == ContentSource::Kind::tmpl; }

    std::string key() const { return is_template() ? "local_templates_folders" : "local_files_folders"; }

    const std::vector<std::string>& folders() const {
        return is_template() ? assembly_.root.local_templates_folders : assembly_.root.local_files_folders;
    }

    std::optional<SourceFault> look_up() {
        if (source_.name.empty())
            return SourceFault{false, fmt::format("'{}' names nothing", source_.written),
                               "write a name behind //"};
        if (config::is_absolute(source_.name)) {
            source_.path = config::absolute_path(source_.name, "/");
            return assembly_.reading.needs_content() ? check(assembly_.reading.look(source_.path))
                                                     : std::nullopt;
        }
        if (!folders().empty())
            source_.path = config::absolute_path(source_.name, folders().front());
        return assembly_.reading.needs_content() ? search() : std::nullopt;
    }

    std::optional<SourceFault> search() {
        if (folders().empty())
            return SourceFault{
                false,
                fmt::format("Missing '{}' definition while some {}://... definition are not absolute", key(),
                            is_template() ? "tmpl" : "files"),
                {}};
        for (const std::string& folder : folders()) {
            const std::string path = config::absolute_path(source_.name, folder);
            const Found found = assembly_.reading.look(path);
            if (found == Found::nothing)
                continue;
            source_.path = path;
            return check(found);
        }
        return SourceFault{false,
                           fmt::format("Unable to find '{}' in {}={}", quoted(source_.name),
                                       is_template() ? "local_templates_folders" : "local_file_folders",
                                       shown(folders())),
                           {}};
    }

    std::optional<SourceFault> check(Found found) const {
        const bool wants_folder = wanted_ == Wanted::folder;
        switch (found) {
        case Found::nothing:
            return SourceFault{false, fmt::format("'{}' does not exists", source_.path), {}};
        case Found::unreadable:
            return SourceFault{false, fmt::format("'{}' cannot be read", source_.path),
                               "the caller must be allowed to read it"};
        case Found::folder:
            if (wants_folder)
                return std::nullopt;
            return SourceFault{
                false,
                fmt::format("File '{}' is a folder. Use 'trees' block to copy a folder in a recursive "
                            "way",
                            source_.written),
                {}};
        case Found::file:
            if (!wants_folder)
                return std::nullopt;
            return SourceFault{
                false,
                is_template()
                    ? fmt::format("tree: {} is is not a folder. Use 'files' block to copy a single template",
                                  source_.written)
                    : fmt::format("{} is a not folder. Use 'files' block to single file", source_.written),
                {}};
        }
        return std::nullopt;
    }

    Assembly& assembly_;
    ContentSource& source_;
    Wanted wanted_;
};

}  // namespace

std::optional<SourceFault> find_content(Assembly& assembly, ContentSource& source, Wanted wanted) {
    return Finder(assembly, source, wanted).find();
}

}  // namespace deployer::model
