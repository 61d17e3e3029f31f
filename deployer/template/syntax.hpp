/// How a template is written: its delimiters and what happens to the blanks around them. The three levels of
/// variables differ in nothing else.
#pragma once

#include <string>

namespace deployer::jinja {

struct Syntax {
    std::string variable_begin = "{{", variable_end = "}}";
    std::string block_begin = "{%", block_end = "%}";
    std::string comment_begin = "{#", comment_end = "#}";
    bool trim_blocks = false;            ///< the line end after a statement goes
    bool lstrip_blocks = false;          ///< blanks before a statement that begins its line go
    bool keep_trailing_newline = false;  ///< else one line end at the end of the template goes
};

}  // namespace deployer::jinja
