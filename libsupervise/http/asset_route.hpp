/// Files that are part of the program: style sheets, images, scripts (HTTP-014). A browser that has one
/// already is told so instead of getting it again.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "http/message.hpp"

namespace supervise::http {

struct Asset {
    std::string_view path;  ///< "/stylesheets/supervisor.css"; its ending says the type
    std::string_view bytes;
};

/// For Router::add("/", Match::prefix, ...), behind everything else. The assets live as long as the router;
/// `modified` is told as the time they were last changed, in seconds. What is none of them is 404.
Handler asset_route(std::span<const Asset> assets, std::int64_t modified);

/// "text/css" for "x.css"; "text/plain" for an ending nobody knows.
std::string_view media_type(std::string_view path);

}  // namespace supervise::http
