#include "source/load.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/core.h>

#include "source/limits.hpp"
#include "source/raw.hpp"
#include "source/reader.hpp"

namespace deployer::source {
namespace {

/// What a variable of the command line shows as its file.
constexpr std::string_view variable_option = "--var ";

/// "a/../b" to "b"; nothing is looked up.
std::string normalised(const std::filesystem::path& path) {
    return path.lexically_normal().string();
}

/// `path` as it is shown when it is written at `place`: relative to the current folder when that file is.
std::string shown_path(const std::string& path, const Place& place, const LoadContext& context) {
    if (path == "~" || path.starts_with("~/"))
        return normalised(context.home + path.substr(1));
    const std::string file = place.file == nullptr ? std::string() : *place.file;
    if (file.starts_with(variable_option))
        return normalised(path);
    return normalised(std::filesystem::path(file).parent_path() / path);
}

class Loading {
public:
    explicit Loading(const LoadContext& context)
        : context_(context),
          reader_([this](const std::string& name, const Place& place) { include(name, place); }) {}

    Loaded run(const std::vector<Source>& sources) {
        try {
            for (const Source& source : sources)
                source.kind == Source::Kind::file ? file_source(source.text) : variable(source.text);
        } catch (TooMuch& too_much) {
            reader_.problems().push_back(std::move(too_much.problem));
        }
        Loaded loaded;
        loaded.document = reader_.finish();
        loaded.problems = std::move(reader_.problems());
        return loaded;
    }

private:
    void complain(const Place& place, std::string path, std::string message, std::string remedy = {}) {
        reader_.problems().push_back(
            {Severity::error, place, std::move(path), std::move(message), std::move(remedy)});
    }

    void variable(const std::string& text) {
        const Place place{std::make_shared<const std::string>(fmt::format("{}{}", variable_option, text)), 0,
                          0};
        const std::size_t equals = text.find('=');
        if (equals == std::string::npos || equals == 0) {
            complain(place, {},
                     fmt::format("Invalid variable syntax: '{}'. Must be name=value (without space)", text));
            return;
        }
        reader_.variable(text.substr(0, equals), text.substr(equals + 1), place);
    }

    void file_source(const std::string& path) {
        auto text = context_.read(resolve(path, {}, context_));
        if (!text)
            complain({}, {}, fmt::format("'{}' is not a readable file!", path), text.error().message);
        else
            read(std::move(*text), path);
    }

    void include(const std::string& name, const Place& place) {
        const std::string path = shown_path(name, place, context_);
        const std::string absolute = resolve(name, place, context_);
        const auto is_open = std::find(open_.begin(), open_.end(), absolute);
        if (is_open != open_.end()) {
            std::string cycle;
            for (auto at = is_open; at != open_.end(); ++at)
                cycle += shown_[static_cast<std::size_t>(at - open_.begin())] + " -> ";
            complain(place, "include", fmt::format("include cycle: {}{}", cycle, path));
            return;
        }
        if (open_.size() >= limits::max_include_depth) {
            complain(place, "include",
                     fmt::format("includes are nested deeper than {}", limits::max_include_depth));
            return;
        }
        // A name of nothing is the folder (HD-SRC-10).
        auto text = name.empty() ? supervise::fail("it is a folder") : context_.read(absolute);
        if (!text)
            complain(place, "include", fmt::format("'{}' is not a readable file!", absolute),
                     text.error().message);
        else
            read(std::move(*text), path);
    }

    void read(std::string text, const std::string& path) {
        const auto file = std::make_shared<const std::string>(path);
        if (++files_ > limits::max_files)
            throw TooMuch{{Severity::error,
                           {file, 0, 0},
                           {},
                           fmt::format("more than {} files are included", limits::max_files),
                           {}}};
        if (text.size() > limits::max_file_bytes) {
            complain({file, 0, 0}, {},
                     fmt::format("the file is larger than {} MiB", limits::max_file_bytes >> 20U));
            return;
        }
        open_.push_back(resolve(path, {}, context_));
        shown_.push_back(path);
        const RawDocuments raw =
            parse_yaml(std::move(text), [this](const std::string& name) { return reader_.is_anchor(name); });
        for (const RawNode& document : raw.documents)
            reader_.document(document, file);
        if (raw.error)
            complain({file, raw.error->line, raw.error->column}, {}, raw.error->message, raw.error->remedy);
        open_.pop_back();
        shown_.pop_back();
    }

    const LoadContext& context_;
    Reader reader_;
    std::vector<std::string> open_;   ///< files that are being read, absolute
    std::vector<std::string> shown_;  ///< the same as messages show them
    std::size_t files_ = 0;
};

}  // namespace

jinja::Dict Document::dict() const {
    jinja::Dict dict;
    for (const Variable& variable : variables)
        dict.set(variable.name, variable.value);
    return dict;
}

Loaded load(const std::vector<Source>& sources, const LoadContext& context) {
    return Loading(context).run(sources);
}

std::string resolve(const std::string& path, const Place& place, const LoadContext& context) {
    return normalised(std::filesystem::path(context.folder) / shown_path(path, place, context));
}

}  // namespace deployer::source
