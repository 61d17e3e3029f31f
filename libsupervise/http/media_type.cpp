#include "http/media_type.hpp"

#include <array>

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

}  // namespace

std::string_view media_type(std::string_view path) {
    for (const MediaType& row : media_types)
        if (path.ends_with(row.ending))
            return row.type;
    return "text/plain";
}

}  // namespace supervise::http
