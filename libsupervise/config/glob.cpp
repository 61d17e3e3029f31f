#include "config/glob.hpp"

#include <algorithm>

#include "config/limits.hpp"
#include "config/path.hpp"
#include "config/text.hpp"

namespace supervise::config {

namespace {

bool has_magic(std::string_view text) {
    return text.find_first_of("*?[") != std::string_view::npos;
}

/// Where the set that begins after `[` at the front of `pattern` ends: index of its `]`, or npos for a plain
/// `[`.
std::size_t set_end(std::string_view pattern) {
    std::size_t at = 1;
    if (at < pattern.size() && pattern[at] == '!')
        ++at;
    if (at < pattern.size() && pattern[at] == ']')
        ++at;
    return pattern.find(']', at);
}

bool set_holds(std::string_view set, char32_t character) {
    const bool negated = set.starts_with('!');
    if (negated)
        set.remove_prefix(1);
    bool found = false;
    while (!set.empty()) {
        const CodePoint first = first_code_point(set);
        set.remove_prefix(first.bytes);
        char32_t last = first.value;
        if (set.size() > 1 && set.front() == '-') {
            const CodePoint end = first_code_point(set.substr(1));
            last = end.value;
            set.remove_prefix(1 + end.bytes);
        }
        found = found || (first.value <= character && character <= last);
    }
    return found != negated;
}

/// Does the first element of `pattern` (not a star) accept `character`? `used` is its length.
bool element_accepts(std::string_view pattern, char32_t character, std::size_t& used) {
    if (pattern.front() == '[') {
        const std::size_t end = set_end(pattern);
        if (end != std::string_view::npos) {
            used = end + 1;
            return set_holds(pattern.substr(1, end - 1), character);
        }
    }
    const CodePoint element = first_code_point(pattern);
    used = element.bytes;
    return element.value == U'?' || element.value == character;
}

class Search {
public:
    explicit Search(const sys::FileSource& files) : files_(files) {}

    std::vector<std::string> matches(std::string_view pattern, bool folders_only) {
        std::vector<std::string> found;
        const std::string folder = directory_of(pattern);
        const std::string_view name = last_part(pattern);
        if (!has_magic(pattern)) {
            if (name.empty() ? files_.is_directory(folder) : files_.has_entry(std::string(pattern)))
                found.emplace_back(pattern);
            return found;
        }
        const std::vector<std::string> folders =
            folder != pattern && has_magic(folder) ? matches(folder, true) : std::vector<std::string>{folder};
        for (const std::string& in : folders)
            for (const std::string& match : names(in, name, folders_only))
                found.push_back(join_path(in, match));
        return found;
    }

private:
    std::vector<std::string> names(const std::string& folder, std::string_view pattern, bool folders_only) {
        std::vector<std::string> found;
        if (!has_magic(pattern)) {
            if (pattern.empty() ? files_.is_directory(folder) : files_.has_entry(join_path(folder, pattern)))
                found.emplace_back(pattern);
            return found;
        }
        const bool hidden = pattern.starts_with('.');
        for (std::string& name : files_.names_in(folder.empty() ? "." : folder)) {
            if (++entries_ > limits::max_glob_entries)
                break;
            if ((hidden || !name.starts_with('.')) && name_matches(name, pattern) &&
                (!folders_only || files_.is_directory(join_path(folder, name))))
                found.push_back(std::move(name));
        }
        return found;
    }

    const sys::FileSource& files_;
    std::size_t entries_ = 0;
};

}  // namespace

bool name_matches(std::string_view name, std::string_view pattern) {
    // On a mismatch only the last star can take one character more: linear in practice, never exponential.
    std::string_view star_pattern;
    std::string_view star_name;
    bool star = false;
    while (!name.empty()) {
        if (pattern.starts_with('*')) {
            pattern.remove_prefix(1);
            star_pattern = pattern;
            star_name = name;
            star = true;
            continue;
        }
        const CodePoint character = first_code_point(name);
        std::size_t used = 0;
        if (!pattern.empty() && element_accepts(pattern, character.value, used)) {
            pattern.remove_prefix(used);
            name.remove_prefix(character.bytes);
        } else if (star) {
            star_name.remove_prefix(first_code_point(star_name).bytes);
            name = star_name;
            pattern = star_pattern;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*') == std::string_view::npos;
}

std::vector<std::string> glob(std::string_view pattern, const sys::FileSource& files) {
    std::vector<std::string> found = Search(files).matches(pattern, false);
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace supervise::config
