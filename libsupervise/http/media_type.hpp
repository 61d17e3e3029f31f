/// What a file is, by the ending of its name.
#pragma once

#include <string_view>

namespace supervise::http {

/// "text/css" for "x.css"; "text/plain" for an ending nobody knows.
std::string_view media_type(std::string_view path);

}  // namespace supervise::http
