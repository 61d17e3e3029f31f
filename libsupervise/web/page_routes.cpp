#include "web/page_routes.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "config/text.hpp"
#include "http/media_type.hpp"
#include "web/assets.hpp"

namespace supervise::web {
namespace {

/// "gzip", "gzip;q=0.5", "*"; with q=0 it is refused (RFC 9110, 12.5.3).
bool takes_gzip(const http::Request& request) {
    const std::string* accepted = request.header("Accept-Encoding");
    if (accepted == nullptr)
        return false;
    const std::string codings = config::lower(*accepted);
    for (const std::string_view one : config::split_at(codings, ',')) {
        const auto parts = config::split_at(one, ';');
        const std::string_view coding = config::strip(parts[0]);
        if (coding != "gzip" && coding != "*")
            continue;
        const std::string_view weight = parts.size() > 1 ? config::strip(parts[1]) : "q=1";
        return weight.find_first_of("123456789") != std::string_view::npos;
    }
    return false;
}

http::Response serve(const Asset& asset, const http::Request& request, std::string_view keeping) {
    http::Response response;
    const std::string_view type = http::media_type(asset.name);
    response.headers.emplace_back(
        "Content-Type", fmt::format("{}{}", type, type.starts_with("text/") ? "; charset=utf-8" : ""));
    response.headers.emplace_back("Cache-Control", keeping);
    response.headers.emplace_back("Vary", "Accept-Encoding");
    if (takes_gzip(request)) {
        response.headers.emplace_back("Content-Encoding", "gzip");
        response.body = asset.gzipped;
    } else {
        response.body = asset.plain;
    }
    return response;
}

const Asset* find_asset(std::string_view name) {
    const auto all = assets();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Asset& asset) { return asset.name == name; });
    return found == all.end() ? nullptr : &*found;
}

}  // namespace

http::Response page(const http::Request& request) {
    const Asset* index = find_asset("index.html");
    return index != nullptr ? serve(*index, request, "no-cache") : http::error_response(404);
}

http::Handler asset_route() {
    return [prefix = fmt::format("/assets/{}/", assets_hash())](
               const http::Request& request, const http::Answer& answer) -> sys::Registration {
        const std::string_view path = request.path();
        const Asset* asset = path.starts_with(prefix) ? find_asset(path.substr(prefix.size())) : nullptr;
        if (request.method != "GET" && request.method != "HEAD")
            answer(http::method_not_allowed("GET, HEAD"));
        else if (asset == nullptr)
            answer(http::error_response(404));
        else
            answer(serve(*asset, request, "public, max-age=31536000, immutable"));
        return {};
    };
}

}  // namespace supervise::web
