#include "config/path.hpp"

#include <vector>

#include "config/text.hpp"

namespace supervise::config {

std::string directory_of(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string_view::npos)
        return {};
    std::string_view head = path.substr(0, slash + 1);
    if (const std::size_t last = head.find_last_not_of('/'); last != std::string_view::npos)
        head = head.substr(0, last + 1);
    return std::string(head);
}

std::string_view last_part(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string join_path(std::string_view folder, std::string_view path) {
    if (folder.empty() || is_absolute(path))
        return std::string(path);
    std::string joined(folder);
    if (joined.back() != '/')
        joined += '/';
    return joined.append(path);
}

std::string absolute_path(std::string_view path, std::string_view cwd) {
    const std::string joined = join_path(cwd, path);
    std::vector<std::string_view> parts;
    for (const std::string_view part : split_at(joined, '/')) {
        if (part == ".." && !parts.empty())
            parts.pop_back();
        else if (!part.empty() && part != "." && part != "..")
            parts.push_back(part);
    }
    // POSIX lets exactly two leading slashes mean something of their own, and Python keeps them.
    std::string out = joined.starts_with("//") && !joined.starts_with("///") ? "/" : "";
    for (const std::string_view part : parts)
        out.append("/").append(part);
    if (parts.empty())
        out += '/';
    return out;
}

std::string expand_home(std::string_view path, const HomeOf& home_of) {
    if (path.empty() || path.front() != '~')
        return std::string(path);
    const std::size_t slash = path.find('/');
    const std::string_view rest = slash == std::string_view::npos ? std::string_view{} : path.substr(slash);
    auto home = home_of(path.substr(1, slash == std::string_view::npos ? slash : slash - 1));
    if (!home)
        return std::string(path);
    while (!home->empty() && home->back() == '/')
        home->pop_back();
    std::string expanded = home->append(rest);
    return expanded.empty() ? "/" : expanded;
}

}  // namespace supervise::config
