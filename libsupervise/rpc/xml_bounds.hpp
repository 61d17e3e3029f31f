/// The look at an XML text before it is parsed: is it UTF-8, is it small enough, is anything in it that a
/// message never needs (document types, entities of its own)? One pass, no recursion, no memory.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "sys/result.hpp"

namespace supervise::rpc {

struct XmlBounds {
    std::size_t max_bytes;
    std::size_t max_nodes;
    std::size_t max_depth;
    std::size_t max_text;  ///< bytes of one text
};

/// Success: `xml` can be given to tinyxml2, which will neither recurse deeper than the bound nor grow beyond
/// it, and which then reads every text exactly: the result is `xml` with those texts marked that are all
/// blanks and that tinyxml2 would drop (the first blank as a character reference).
Result<std::string> check_xml(std::string_view xml, const XmlBounds& bounds);

}  // namespace supervise::rpc
