#define PCRE2_CODE_UNIT_WIDTH 8
#include "template/regex.hpp"
#include "sys/number.hpp"

#include <algorithm>
#include <array>
#include <span>

#include <fmt/core.h>
#include <pcre2.h>

#include "template/error.hpp"

namespace deployer::jinja {
namespace {

/// Backtracking steps; some seconds at most.
constexpr std::uint32_t match_limit = 5'000'000;

template <class T, void (*release)(T*)>
struct Free {
    void operator()(T* object) const { release(object); }
};

using Code = std::unique_ptr<pcre2_code, Free<pcre2_code, pcre2_code_free>>;
using MatchData = std::unique_ptr<pcre2_match_data, Free<pcre2_match_data, pcre2_match_data_free>>;
using Context = std::unique_ptr<pcre2_match_context, Free<pcre2_match_context, pcre2_match_context_free>>;

PCRE2_SPTR units(std::string_view text) {
    return reinterpret_cast<PCRE2_SPTR>(text.data());
}

std::string reason(int code) {
    std::array<PCRE2_UCHAR, 256> buffer{};
    pcre2_get_error_message(code, buffer.data(), buffer.size());
    return reinterpret_cast<const char*>(buffer.data());
}

}  // namespace

struct Regex::Compiled {
    Code code;
    Context context;
};

Regex::Regex(const std::string& pattern, Options options) : compiled_(std::make_unique<Compiled>()) {
    int code = 0;
    PCRE2_SIZE offset = 0;
    const std::uint32_t flags = PCRE2_UTF | PCRE2_UCP | (options.ignore_case ? PCRE2_CASELESS : 0U) |
                                (options.multiline ? PCRE2_MULTILINE : 0U);
    compiled_->code.reset(pcre2_compile(units(pattern), pattern.size(), flags, &code, &offset, nullptr));
    if (compiled_->code == nullptr)
        throw Failure(fmt::format("the regular expression '{}' is wrong at position {}: {}", pattern, offset,
                                  reason(code)));
    compiled_->context.reset(pcre2_match_context_create(nullptr));
    pcre2_set_match_limit(compiled_->context.get(), match_limit);
}

Regex::~Regex() = default;

std::optional<Regex::Match> Regex::find(std::string_view text, std::size_t from, bool anchored) const {
    const MatchData data(pcre2_match_data_create_from_pattern(compiled_->code.get(), nullptr));
    const int found = pcre2_match(compiled_->code.get(), units(text), text.size(), from,
                                  anchored ? PCRE2_ANCHORED : 0U, data.get(), compiled_->context.get());
    if (found == PCRE2_ERROR_NOMATCH)
        return std::nullopt;
    if (found < 0)
        throw Failure("the regular expression failed: " + reason(found));
    // Begin and end of the whole, then of each group.
    const std::span places(pcre2_get_ovector_pointer(data.get()),
                           std::size_t{2} * pcre2_get_ovector_count(data.get()));
    Match match{places[0], places[1], {}};
    for (std::size_t i = 0; i < places.size(); i += 2) {
        if (places[i] == PCRE2_UNSET)
            match.groups.emplace_back();
        else
            match.groups.emplace_back(text.substr(places[i], places[i + 1] - places[i]));
    }
    return match;
}

std::vector<Regex::Match> Regex::find_all(std::string_view text) const {
    std::vector<Match> matches;
    std::size_t at = 0;
    while (at <= text.size()) {
        auto match = find(text, at);
        if (!match)
            break;
        at = match->end;
        if (match->end == match->begin) {
            // Behind an empty match the search goes on at the next character.
            do
                ++at;
            while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U);
        }
        matches.push_back(std::move(*match));
    }
    return matches;
}

std::optional<std::size_t> Regex::group(const std::string& name) const {
    const int number = pcre2_substring_number_from_name(compiled_->code.get(), units(name));
    return number < 0 ? std::nullopt : std::optional(static_cast<std::size_t>(number));
}

namespace {

/// What stands behind a backslash in a replacement; `at` moves behind it.
std::string replacement_part(const Regex& regex, const Regex::Match& match, std::string_view with,
                             std::size_t& at) {
    const auto group_text = [&](std::size_t number) {
        if (number >= match.groups.size())
            throw Failure(fmt::format("invalid group reference {}", number));
        return match.groups[number].value_or("");
    };
    const char c = at < with.size() ? with[at] : '\0';
    if (c >= '0' && c <= '9') {
        std::size_t end = at + 1;
        if (end < with.size() && with[end] >= '0' && with[end] <= '9')
            ++end;
        const std::size_t number =
            supervise::whole_number<std::size_t>(with.substr(at, end - at)).value_or(0);
        at = end;
        return group_text(number);
    }
    if (with.substr(at).starts_with("g<")) {
        const std::size_t close = with.find('>', at);
        if (close == std::string_view::npos)
            throw Failure("missing >, unterminated name");
        const std::string name(with.substr(at + 2, close - at - 2));
        at = close + 1;
        const auto number = supervise::whole_number<std::size_t>(name);
        const auto group = number ? number : regex.group(name);
        if (!group)
            throw Failure(fmt::format("unknown group name '{}'", name));
        return group_text(*group);
    }
    ++at;
    return c == 'n' ? "\n" : c == 't' ? "\t" : c == 'r' ? "\r" : c == '\\' ? "\\" : std::string("\\") + c;
}

}  // namespace

std::string substitute(const Regex& regex, std::string_view text, std::string_view with, std::int64_t count) {
    std::string result;
    std::size_t done = 0;
    std::int64_t replaced = 0;
    for (const Regex::Match& match : regex.find_all(text)) {
        if (count > 0 && replaced++ == count)
            break;
        result += text.substr(done, match.begin - done);
        for (std::size_t at = 0; at < with.size();) {
            if (with[at] != '\\')
                result += with[at++];
            else
                result += replacement_part(regex, match, with, ++at);
        }
        done = match.end;
    }
    return result.append(text.substr(done));
}

std::string escape_regex(std::string_view text) {
    constexpr std::string_view special = "()[]{}?*+-|^$\\.&~# \t\n\r\v\f";
    std::string result;
    for (const char c : text) {
        if (special.find(c) != std::string_view::npos)
            result += '\\';
        result += c;
    }
    return result;
}

}  // namespace deployer::jinja
