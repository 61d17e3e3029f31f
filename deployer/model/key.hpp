/// What a row of a block's table says about one key. The tables (tables.hpp) drive the checks, the defaults
/// and doc/hadeploy-yaml.md.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "model/model.hpp"
#include "source/node.hpp"

namespace deployer::model {

enum class Type : std::uint8_t {
    text,
    boolean,
    integer,
    mode,  ///< octal digits in quotes (HD-SRC-23)
    path,  ///< of this machine, relative to the file it is written in (HD-SRC-14)
    texts,
    text_or_texts,
    paths,
    numbers,      ///< a list of numbers, or a text with commas
    environment,  ///< a list of KEY="value", a map, or the text of both
    map,
    list,  ///< of items with keys of their own
};

struct Key {
    std::string_view name;
    Type type;
    std::string_view fallback;  ///< the default as one would write it; "<name>" is the item's name
    std::string_view help;      ///< one sentence
    bool required = false;
    bool ours = false;                ///< HADeploy does not know it
    std::string_view otherwise = {};  ///< what holds when it is not given: a word is a value, more are prose
};

/// A value of the type its key wants: text, mode, path | boolean | integer | the lists | map | the map of an
/// environment.
using Typed =
    std::variant<std::string, bool, std::int64_t, std::vector<std::string>, const source::Node*, Variables>;

/// A key and what becomes of its value. A key without a meaning does not compile.
template <typename Draft>
struct KeyRow {
    Key key;
    void (*store)(Draft& draft, const Key& key, Typed&& value);
};

jinja::Value value_of(const Typed& typed);

/// KEY="value", as supervisord reads it.
std::vector<std::string> written(const Variables& variables);

}  // namespace deployer::model
