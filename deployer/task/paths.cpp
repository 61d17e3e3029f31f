#include "task/paths.hpp"

namespace deployer::task {

bool is_within(std::string_view path, std::string_view folder) {
    return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

std::string literal_pattern(std::string_view path) {
    std::string result;
    for (const char c : path) {
        if (c == '*' || c == '?' || c == '[' || c == '\\')
            result += '\\';
        result += c;
    }
    return result;
}

}  // namespace deployer::task
