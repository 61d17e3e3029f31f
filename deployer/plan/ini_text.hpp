/// Values of Supervisor's configuration files, so that what is read is what was meant (HD-SUP-17). The format
/// has no quotes: what it cannot hold is refused.
#pragma once

#include <string>
#include <string_view>

#include "sys/result.hpp"

namespace deployer::plan {

enum class Percent {
    literal,    ///< every '%' stands for itself
    expansion,  ///< "%(name)s" and "%%" mean what they mean to Supervisor; any other '%' stands for itself
};

/// The value with every '%' standing for itself. The error says that it holds "%(here)s", which Supervisor
/// replaces whatever is in front of it.
supervise::Result<std::string> literal_percents(std::string_view value);

/// The value as it is written behind "key=". The error says what it holds that no value can: a line break, a
/// control character, a comment's begin, bytes that are not UTF-8. Blanks around it do not count in
/// Supervisor and go.
supervise::Result<std::string> ini_value(std::string_view value, Percent percent);

/// The three lines every generated file begins with: what it is, and that edits are lost. Never when, so that
/// the file is the same next time.
std::string banner(std::string_view file_name, std::string_view supervisor);
/// Its second line, by which a file in an include folder is known as one of this supervisor's.
std::string banner_mark(std::string_view supervisor);

/// "[section]" and "key=value" lines.
class IniText {
public:
    explicit IniText(std::string begin) : text_(std::move(begin)) {}

    void section(std::string_view name);
    /// The error names the key.
    supervise::Result<void> option(std::string_view key, std::string_view value,
                                   Percent percent = Percent::literal);

    const std::string& text() const { return text_; }

private:
    std::string text_;
};

}  // namespace deployer::plan
