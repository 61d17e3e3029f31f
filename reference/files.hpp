/// The files of this tree that are made from the tables, each from a template of the same name and `.in`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reference/template.hpp"

namespace supervise::reference {

struct MadeFile {
    std::string path;  ///< from the top of the source tree
    Blocks blocks;
};
std::vector<MadeFile> made_files();

/// The text of `file`. Beside its blocks every template has the mark GENERATED, in a comment.
Result<std::string> make(const MadeFile& file, std::string_view template_text);

}  // namespace supervise::reference
