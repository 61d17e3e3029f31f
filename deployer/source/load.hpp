/// Reads the sources of the command line into one document (HD-SRC, HD-VAR level 1).
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "source/node.hpp"
#include "source/place.hpp"
#include "sys/result.hpp"

namespace deployer::source {

/// `--src FILE` or `--var NAME=VALUE`, in the order of the command line (HD-CLI-05).
struct Source {
    enum class Kind : std::uint8_t { file, variable };
    Kind kind = Kind::file;
    std::string text;  ///< the path as given, or "name=value"
};

/// Of one top-level variable: for `dumpvars` (HD-CLI-26).
struct Variable {
    std::string name;
    jinja::Value value;
    Place set_at;
};

struct Document {
    Node root;  ///< a map without `include`; `vars` is in it like any other key
    std::vector<Variable>
        variables;  ///< top-level names of `vars`, with their last values, in the order of first setting

    /// The variables as templates see them.
    jinja::Dict dict() const;
};

struct Loaded {
    Document document;
    Problems problems;
};

/// What loading needs of the system.
struct LoadContext {
    /// The content of a file, bounded; the error says why it cannot be read.
    std::function<supervise::Result<std::string>(const std::string& path)> read;
    std::string folder;  ///< the current one, absolute: relative `--src` are relative to it
    std::string home;    ///< for a leading ~
};

/// Loads all sources in order. Relative paths stay as they are written in the document: a reader makes them
/// absolute by resolve(). Problems are collected as far as reading can go on.
Loaded load(const std::vector<Source>& sources, const LoadContext& context);

/// A path written at `place`: relative to the folder of the file it is written in, ~ expanded, normalised
/// (HD-SRC-14, -15).
std::string resolve(const std::string& path, const Place& place, const LoadContext& context);

}  // namespace deployer::source
