/// The text of doc/configuration.md, made from the option tables; and the words it uses, for the manual
/// pages.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "config/option.hpp"

namespace supervise::config {

/// How a type of values is called and what such a value looks like; `code` stands in backticks.
struct TypeText {
    Type type;
    std::string_view name, text;
};
std::span<const TypeText> type_texts();
std::string_view type_name(Type type);

/// Which names a value may use, in one word; empty: ENV_ ones only.
std::string_view names_word(Names names);
/// What a changed value takes.
std::string_view live_words(Live live);

std::string reference_text();

}  // namespace supervise::config
