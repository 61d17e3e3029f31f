/// The files of the page, as part of the program (cmake/embed_assets.cmake).
#pragma once

#include <span>
#include <string_view>

namespace supervise::web {

struct Asset {
    std::string_view name;  ///< "index.html"
    std::string_view plain, gzipped;
};

/// All, by name.
std::span<const Asset> assets();

/// Of all of them together; it stands in their addresses, so that each address always means the same bytes.
std::string_view assets_hash();

}  // namespace supervise::web
