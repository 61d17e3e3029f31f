#include "http/asset_route.hpp"

#include <array>
#include <map>

#include <fmt/core.h>

#include "config/text.hpp"
#include "http/status.hpp"

namespace supervise::http {
namespace {

struct MediaType {
    std::string_view ending, type;
};
constexpr std::array<MediaType, 12> media_types{{
    {".css", "text/css"},
    {".gif", "image/gif"},
    {".html", "text/html"},
    {".ico", "image/vnd.microsoft.icon"},
    {".jpg", "image/jpeg"},
    {".js", "text/javascript"},
    {".json", "application/json"},
    {".png", "image/png"},
    {".svg", "image/svg+xml"},
    {".txt", "text/plain"},
    {".woff2", "font/woff2"},
    {".xml", "text/xml"},
}};

/// Changes with every byte (FNV-1a); nobody gains by making two files alike.
std::string entity_tag(std::string_view bytes) {
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const char c : bytes)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    return fmt::format("\"{:016x}\"", hash);
}

/// If-None-Match counts, when there is one, and If-Modified-Since is not looked at (RFC 9110, 13.2.2).
bool client_has_it(const Request& request, std::string_view tag, std::int64_t modified) {
    if (const std::string* known = request.header("If-None-Match")) {
        for (std::string_view one : config::split_at(*known, ',')) {
            one = config::strip(one);
            if (one == "*" || (one.starts_with("W/") ? one.substr(2) : one) == tag)
                return true;
        }
        return false;
    }
    const std::string* since = request.header("If-Modified-Since");
    const auto time = since != nullptr ? parse_http_date(*since) : std::nullopt;
    return time && modified <= *time;
}

struct Known {
    std::string_view bytes;
    std::string_view type;
    std::string tag;
};

Response serve(const Known& asset, const Request& request, std::int64_t modified) {
    Response response;
    response.headers.emplace_back("Last-Modified", http_date(modified));
    response.headers.emplace_back("ETag", asset.tag);
    response.headers.emplace_back("Cache-Control", "no-cache");  // ask each time: an upgrade changes them
    if (client_has_it(request, asset.tag, modified)) {
        response.status = 304;
        return response;
    }
    response.headers.emplace_back("Content-Type", std::string(asset.type));
    response.headers.emplace_back("X-Content-Type-Options", "nosniff");
    response.body = asset.bytes;
    return response;
}

}  // namespace

std::string_view media_type(std::string_view path) {
    for (const MediaType& row : media_types)
        if (path.ends_with(row.ending))
            return row.type;
    return "text/plain";
}

Handler asset_route(std::span<const Asset> assets, std::int64_t modified) {
    std::map<std::string, Known, std::less<>> known;
    for (const Asset& asset : assets)
        known.emplace(asset.path, Known{asset.bytes, media_type(asset.path), entity_tag(asset.bytes)});
    return [known = std::move(known), modified](const Request& request,
                                                const Answer& answer) -> sys::Registration {
        const auto found = known.find(decode_percent(request.path()));
        if (found == known.end())
            answer(error_response(404));
        else if (request.method != "GET" && request.method != "HEAD")
            answer(method_not_allowed("GET, HEAD"));
        else
            answer(serve(found->second, request, modified));
        return {};
    };
}

}  // namespace supervise::http
