/// Descriptions for tests: files by name, read from the folder /base into a model.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "model/read.hpp"
#include "source/load.hpp"

namespace deployer::model {

struct Described {
    std::map<std::string, std::string> files;            ///< by path below /base
    std::set<std::string> missing, folders, unreadable;  ///< absolute paths; all others are files
    ReadContext context;
    std::vector<std::string> asked{};  ///< prompts for passwords

    explicit Described(std::string app = {}) { files["app.yml"] = std::move(app); }

    ReadModel read(const std::vector<std::string>& sources = {"app.yml"}) {
        context.load.folder = "/base";
        context.load.home = "/home/me";
        context.load.read = [this](const std::string& path) -> supervise::Result<std::string> {
            for (const auto& [name, text] : files)
                if (path == name || path == "/base/" + name)
                    return text;
            return supervise::fail("No such file or directory");
        };
        context.look = [this](const std::string& path) {
            return missing.contains(path)      ? ReadContext::Found::nothing
                   : folders.contains(path)    ? ReadContext::Found::folder
                   : unreadable.contains(path) ? ReadContext::Found::unreadable
                                               : ReadContext::Found::file;
        };
        std::vector<source::Source> list;
        for (const std::string& name : sources)
            list.push_back({name.find('=') == std::string::npos ? source::Source::Kind::file
                                                                : source::Source::Kind::variable,
                            name});
        loaded = source::load(list, context.load);
        ReadModel result = model::read(loaded.document, context);
        result.problems.insert(result.problems.begin(), loaded.problems.begin(), loaded.problems.end());
        return result;
    }

    source::Loaded loaded;
};

/// One line for each problem; warnings are marked.
inline std::string lines(const source::Problems& problems) {
    std::string text;
    for (const source::Problem& problem : problems)
        text += (text.empty() ? "" : "\n") +
                std::string(problem.severity == source::Severity::warning ? "warning: " : "") +
                problem.text();
    return text;
}

/// Hosts h1 and h2 and group g1 of h1, in front of `rest`, which therefore begins in line 4.
inline std::string with_hosts(const std::string& rest) {
    return "hosts: [ { name: h1, ssh_host: a1, ssh_user: root }, { name: h2, ssh_host: a2, ssh_user: root } "
           "]\n"
           "host_groups: [ { name: g1, hosts: [ h1 ] }, { name: both, groups: [ g1 ], hosts: [ h2 ] } ]\n"
           "\n" +
           rest;
}

inline std::string problems_of(const std::string& text) {
    return lines(Described(text).read().problems);
}

/// The model of a description without problems.
inline Model model_of(const std::string& text) {
    ReadModel result = Described(text).read();
    if (!result.problems.empty())
        ADD_FAILURE() << lines(result.problems);
    return std::move(result.model);
}

inline std::string option(const Program& program, std::string_view key) {
    for (const auto& [name, value] : program.options)
        if (name == key)
            return value;
    return "(not written)";
}

}  // namespace deployer::model
