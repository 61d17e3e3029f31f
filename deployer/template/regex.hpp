/// Regular expressions as Python writes them, by PCRE2. Bounded: an expression that runs away is an error.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace deployer::jinja {

class Regex {
public:
    struct Options {
        bool ignore_case = false, multiline = false;
    };
    struct Match {
        std::size_t begin = 0, end = 0;
        std::vector<std::optional<std::string>> groups;  ///< the first is the whole match
    };

    /// Fails with the reason and place of what is no expression.
    Regex(const std::string& pattern, Options options);
    ~Regex();
    Regex(const Regex&) = delete;
    Regex& operator=(const Regex&) = delete;

    /// The first match at or behind `from`; `anchored`: at `from`.
    std::optional<Match> find(std::string_view text, std::size_t from = 0, bool anchored = false) const;
    std::vector<Match> find_all(std::string_view text) const;
    /// The number of the group with that name.
    std::optional<std::size_t> group(const std::string& name) const;

private:
    struct Compiled;
    std::unique_ptr<Compiled> compiled_;
};

/// Python's re.sub(): \1, \g<1> and \g<name> in `with` are groups. `count` 0: every match.
std::string substitute(const Regex& regex, std::string_view text, std::string_view with, std::int64_t count);
/// Python's re.escape().
std::string escape_regex(std::string_view text);

}  // namespace deployer::jinja
