#include "config/ini.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "config/limits.hpp"
#include "config/text.hpp"

namespace supervise::config {

namespace {

constexpr std::string_view here_reference = "%(here)s";
constexpr std::size_t entries_searched_linearly = 16;

bool mentions_here(std::string_view value) {
    return value.find(here_reference) != std::string_view::npos;
}

/// Is the character before `at` white space?
bool space_before(std::string_view line, std::size_t at) {
    const auto byte = static_cast<unsigned char>(line[at - 1]);
    if (byte < 0x80)
        return is_space(byte);
    const std::string_view before = line.substr(0, at);
    return strip_right(before).size() != before.size();
}

/// Where an inline comment starts (CFG-023). Python looks at the first `;` and the first `#` together, then
/// at the second of each, and so on, and stops at the first round that finds a comment; in `a;b ;c #d` that
/// is the `#`.
std::size_t inline_comment(std::string_view line) {
    constexpr std::size_t none = std::string_view::npos;
    std::size_t semicolon = line.find(';');
    std::size_t hash = line.find('#');
    while (semicolon != none || hash != none) {
        std::size_t start = none;
        for (const std::size_t at : {semicolon, hash})
            if (at != none && (at == 0 || space_before(line, at)))
                start = std::min(start, at);
        if (start != none)
            return start;
        if (semicolon != none)
            semicolon = line.find(';', semicolon + 1);
        if (hash != none)
            hash = line.find('#', hash + 1);
    }
    return none;
}

/// Lines ending in LF, CR LF or a lone CR, as Python's text files have them (CFG-033).
class Lines {
public:
    explicit Lines(std::string_view text) : text_(text) { find_newline(); }

    bool next(std::string_view& line, bool& ended) {
        if (at_ >= text_.size())
            return false;
        const std::size_t limit = std::min(newline_, text_.size());
        const std::size_t found = text_.substr(at_, limit - at_).find('\r');
        const std::size_t end = found == std::string_view::npos ? limit : at_ + found;
        line = text_.substr(at_, end - at_);
        ended = end < text_.size();
        at_ = end + 1;
        if (ended && text_[end] == '\r' && at_ < text_.size() && text_[at_] == '\n')
            ++at_;
        if (at_ > newline_)
            find_newline();
        return true;
    }

private:
    void find_newline() { newline_ = text_.find('\n', at_); }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t newline_ = 0;  ///< of the next LF at or after at_, or npos
};

}  // namespace

std::optional<std::size_t> Section::position(std::string_view key) const {
    if (!index_.empty()) {
        const auto found = index_.find(std::string(key));
        return found == index_.end() ? std::nullopt : std::optional(found->second);
    }
    const auto found =
        std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) { return entry.key == key; });
    if (found == entries_.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - entries_.begin());
}

const Entry* Section::find(std::string_view key) const {
    const auto at = position(key);
    return at ? &entries_[*at] : nullptr;
}

std::pair<std::size_t, std::optional<Place>> Section::set(std::string key, std::string value, Place place) {
    if (const auto at = position(key)) {
        entries_[*at].value = std::move(value);
        return {*at, std::exchange(entries_[*at].place, place)};
    }
    if (entries_.empty())
        entries_.reserve(entries_searched_linearly / 2);
    entries_.push_back({std::move(key), std::move(value), place});
    if (!index_.empty()) {
        index_.emplace(entries_.back().key, entries_.size() - 1);
    } else if (entries_.size() > entries_searched_linearly) {
        for (std::size_t i = 0; i < entries_.size(); ++i)
            index_.emplace(entries_[i].key, i);
    }
    return {entries_.size() - 1, std::nullopt};
}

const Section* Document::find(std::string_view section) const {
    const auto found = by_name_.find(std::string(section));
    return found == by_name_.end() ? nullptr : &sections_[found->second];
}

const Entry* Document::option(const Section& section, std::string_view key) const {
    const Entry* own = section.find(key);
    return own != nullptr ? own : defaults_.find(key);
}

Section& Document::open(std::string_view name, Place place) {
    if (name == defaults_.name())
        return defaults_;
    const auto [at, is_new] = by_name_.emplace(std::string(name), sections_.size());
    if (is_new)
        sections_.emplace_back(std::string(name), place);
    return sections_[at->second];
}

Section& Document::add_section(std::string file, std::string_view name) {
    files_.push_back(std::move(file));
    return open(name, {static_cast<std::uint32_t>(files_.size() - 1), 0});
}

void Document::expand_here(std::string_view here) {
    for (const auto& [section, entry] : here_entries_) {
        std::string& value = sections_[section].entry(entry).value;
        value = replace_all(value, here_reference, here);
    }
    here_entries_.clear();
    // Python walks section.items(), which includes [DEFAULT], and writes the result into the section itself.
    for (std::size_t i = defaults_changed_ ? 0 : sections_expanded_; i < sections_.size(); ++i)
        for (const std::string& key : here_defaults_)
            if (const Entry* entry = defaults_.find(key);
                mentions_here(entry->value) && sections_[i].find(key) == nullptr)
                sections_[i].set(key, replace_all(entry->value, here_reference, here), entry->place);
    sections_expanded_ = sections_.size();
    defaults_changed_ = false;
}

/// The parser proper: one pass over the lines, with the state RawConfigParser keeps.
class IniReader {
public:
    IniReader(Document& document, std::string file) : document_(document), file_(std::move(file)) {
        document_.files_.push_back(file_);
        place_.file = static_cast<std::uint32_t>(document_.files_.size() - 1);
    }

    std::optional<SyntaxFault> read(std::string_view text) {
        if (auto fault = utf8_fault(text))
            return SyntaxFault{std::move(*fault), {}};
        Lines lines(text);
        std::string_view line;
        bool ended = false;
        while (lines.next(line, ended)) {
            ++place_.line;
            if (!read_line(line, ended))
                return std::move(fault_);
        }
        finish_option();
        return std::move(fault_);
    }

private:
    /// False when nothing after this line matters.
    bool read_line(std::string_view line, bool ended) {
        const std::string_view body = strip_left(line);
        std::size_t comment = std::string_view::npos;
        if (!body.empty() && (body.front() == '#' || body.front() == ';'))
            comment = 0;
        else
            comment = inline_comment(line);
        const std::string_view value = strip(line.substr(0, comment));
        if (value.empty()) {
            if (comment == std::string_view::npos && option_open_)
                value_ += '\n';
            return true;
        }
        const std::size_t indent =
            body.size() == line.size() ? 0 : length_in_characters(line.substr(0, line.size() - body.size()));
        if (option_open_ && indent > indent_) {
            value_ += '\n';
            value_ += value;
            return true;
        }
        indent_ = indent;
        if (read_header(value))
            return true;
        if (section_ == no_section) {
            missing_header(line, ended);
            return false;
        }
        read_option(value, line, ended);
        return true;
    }

    bool read_header(std::string_view value) {
        if (value.front() != '[')
            return false;
        const std::size_t close = value.rfind(']');
        if (close == std::string_view::npos || close < 2)
            return false;
        finish_option();
        option_open_ = false;
        const std::string_view name = value.substr(1, close - 1);
        const Section& section = document_.open(name, place_);
        section_ = &section == &document_.defaults_
                       ? default_section
                       : static_cast<std::size_t>(&section - document_.sections_.data());
        return true;
    }

    void read_option(std::string_view value, std::string_view line, bool ended) {
        const std::size_t delimiter = value.find_first_of("=:");
        if (delimiter == std::string_view::npos) {
            offending(line, ended);
            return;
        }
        finish_option();
        key_ = lower(strip_right(value.substr(0, delimiter)));
        value_ = strip_left(value.substr(delimiter + 1));
        key_place_ = place_;
        // An empty key is an error, and nothing continues it.
        option_open_ = !key_.empty();
        if (key_.empty())
            offending(line, ended);
    }

    /// The value is complete only when the next option, section or the end is seen.
    void finish_option() {
        if (!option_open_)
            return;
        value_.resize(strip_right(value_).size());
        const bool here = mentions_here(value_);
        Section& section = section_ == default_section ? document_.defaults_ : document_.sections_[section_];
        const auto [at, earlier] = section.set(std::move(key_), std::move(value_), key_place_);
        if (earlier && earlier->file == key_place_.file &&
            document_.duplicates_.size() < limits::max_diagnostics)
            document_.duplicates_.push_back(
                {section.name(), section.entries()[at].key, *earlier, key_place_});
        key_.clear();
        value_.clear();
        option_open_ = false;
        if (!here)
            return;
        if (section_ != default_section) {
            document_.here_entries_.emplace_back(section_, at);
            return;
        }
        const std::string& key = document_.defaults_.entries()[at].key;
        auto& keys = document_.here_defaults_;
        if (std::find(keys.begin(), keys.end(), key) == keys.end())
            keys.push_back(key);
        document_.defaults_changed_ = true;
    }

    static std::string shown(std::string_view line, bool ended) {
        std::string text(line);
        if (ended)
            text += '\n';
        return python_repr(text);
    }

    void missing_header(std::string_view line, bool ended) {
        fault_ = SyntaxFault{fmt::format("File contains no section headers.\nfile: {}, line: {}\n{}",
                                         python_repr(file_), place_.line, shown(line, ended)),
                             {place_.line}};
    }

    void offending(std::string_view line, bool ended) {
        if (!fault_)
            fault_ = SyntaxFault{"Source contains parsing errors: " + python_repr(file_), {}};
        if (fault_->lines.size() >= limits::max_syntax_faults)
            return;
        fault_->lines.push_back(place_.line);
        fault_->text += fmt::format("\n\t[line {:2}]: {}", place_.line, shown(line, ended));
    }

    static constexpr std::size_t no_section = static_cast<std::size_t>(-1);
    static constexpr std::size_t default_section = static_cast<std::size_t>(-2);

    Document& document_;
    std::string file_;
    Place place_;
    std::size_t section_ = no_section;
    std::size_t indent_ = 0;
    bool option_open_ = false;  ///< an option that an indented line would continue
    std::string key_, value_;
    Place key_place_;
    std::optional<SyntaxFault> fault_;
};

std::optional<SyntaxFault> read_ini(Document& document, std::string file, std::string_view text) {
    return IniReader(document, std::move(file)).read(text);
}

}  // namespace supervise::config
