#include "supervisorctl/history.hpp"

#include <algorithm>
#include <array>
#include <cerrno>

#include "config/text.hpp"
#include "supervisorctl/limits.hpp"
#include "sys/small_file.hpp"

namespace supervise::ctl {
namespace {

/// Nobody else is to read what the user does.
constexpr unsigned file_mode = 0600;

/// The first line of a file that libedit's own functions wrote.
constexpr std::string_view libedit_header = "_HiStOrY_V2_";

constexpr std::array<std::string_view, 7> secret_words{"password", "passwd", "passphrase", "secret",
                                                       "token",    "apikey", "api_key"};

/// scheme://user:secret@host
bool has_password_in_url(std::string_view word) {
    const std::size_t scheme_end = word.find("://");
    if (scheme_end == std::string_view::npos) {
        return false;
    }
    const std::string_view authority = word.substr(scheme_end + 3);
    const std::size_t at = authority.rfind('@');
    return at != std::string_view::npos && authority.substr(0, at).find(':') != std::string_view::npos;
}

/// --password, password=x, API_TOKEN=x: not a program that is called "token-server".
bool names_a_secret(std::string_view word) {
    const std::string lower = config::lower(word);
    const std::string_view name = std::string_view(lower).substr(0, lower.find('='));
    const bool is_assignment = name.size() < lower.size();
    return (is_assignment || name.starts_with("--")) &&
           std::any_of(secret_words.begin(), secret_words.end(), [name](std::string_view secret) {
               return name.find(secret) != std::string_view::npos;
           });
}

bool is_printable(std::string_view line) {
    return std::none_of(line.begin(), line.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\t') || byte == 0x7f;
    });
}

std::string text_of(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) {
        text += line;
        text += '\n';
    }
    return text;
}

}  // namespace

bool is_worth_keeping(std::string_view line) {
    if (line.empty() || line.front() == ' ' || line.front() == '\t' ||
        line.size() > limits::max_history_line_bytes || !is_printable(line)) {
        return false;
    }
    const auto words = config::split_words(line);
    return std::none_of(words.begin(), words.end(), [](std::string_view word) {
        return has_password_in_url(word) || names_a_secret(word);
    });
}

std::vector<std::string> history_lines(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        if (is_worth_keeping(line) && line != libedit_header) {
            lines.emplace_back(line);
        }
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    if (lines.size() > limits::max_history_lines) {
        lines.erase(lines.begin(), lines.end() - static_cast<std::ptrdiff_t>(limits::max_history_lines));
    }
    return lines;
}

Result<std::vector<std::string>> History::read() {
    if (path_.empty()) {
        return {};
    }
    const auto text = sys::read_small_file(path_, limits::max_history_bytes);
    if (text) {
        return history_lines(*text);
    }
    if (text.error().code == ENOENT) {
        return {};
    }
    is_usable_ = false;
    return tl::unexpected(text.error());
}

Result<void> History::add(const std::string& line) {
    if (path_.empty() || !is_usable_) {
        return {};
    }
    auto lines = read();
    if (!lines) {
        return tl::unexpected(lines.error());
    }
    if (!lines->empty() && lines->back() == line) {
        return {};
    }
    lines->push_back(line);
    if (lines->size() > limits::max_history_lines) {
        lines->erase(lines->begin());
    }
    auto written = sys::rewrite_file(path_, text_of(*lines), file_mode);
    is_usable_ = written.has_value();
    return written;
}

}  // namespace supervise::ctl
