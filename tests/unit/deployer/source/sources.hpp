/// Descriptions for tests: files by name, loaded from the folder /base.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "source/load.hpp"

namespace deployer::source {

struct Files {
    std::map<std::string, std::string> by_path;  ///< "app.yml", or absolute

    LoadContext context() const {
        LoadContext context;
        context.folder = "/base";
        context.home = "/home/me";
        context.read = [this](const std::string& path) -> supervise::Result<std::string> {
            for (const auto& [name, text] : by_path)
                if (path == (name.starts_with('/') ? name : "/base/" + name))
                    return text;
            return supervise::fail("No such file or directory");
        };
        return context;
    }
};

inline Source file(std::string path) {
    return {Source::Kind::file, std::move(path)};
}
inline Source variable(std::string text) {
    return {Source::Kind::variable, std::move(text)};
}

inline Loaded load_files(const Files& files, const std::vector<Source>& sources) {
    return load(sources, files.context());
}

inline Loaded load_text(std::string text) {
    return load_files({{{"app.yml", std::move(text)}}}, {file("app.yml")});
}

/// The document as Python would write it.
inline std::string shown(const Loaded& loaded) {
    return loaded.document.root.to_value().repr();
}

inline std::string problems(const Loaded& loaded) {
    std::string lines;
    for (const Problem& problem : loaded.problems)
        lines += (lines.empty() ? "" : "\n") +
                 std::string(problem.severity == Severity::warning ? "warning: " : "") + problem.text();
    return lines;
}

/// The document of a text without problems, or the problems.
inline std::string outcome(const std::string& text) {
    const Loaded loaded = load_text(text);
    return loaded.problems.empty() ? shown(loaded) : problems(loaded);
}

/// What the variable `name` of a text is.
inline std::string variable_of(const std::string& text, const std::string& name) {
    const Loaded loaded = load_text(text);
    const jinja::Dict dict = loaded.document.dict();
    const jinja::Value* value = dict.find(std::string_view(name));
    return !loaded.problems.empty() ? problems(loaded) : value == nullptr ? "none" : value->repr();
}

}  // namespace deployer::source
