#include "model/names.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "model/reading.hpp"

namespace deployer::model {

namespace {

constexpr std::string_view letters_and_digits =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

bool is_of(std::string_view text, std::string_view further) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [further](char letter) {
        return letters_and_digits.find(letter) != std::string_view::npos ||
               further.find(letter) != std::string_view::npos;
    });
}

bool has_blank_or_control(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char letter) {
        const auto byte = static_cast<unsigned char>(letter);
        return byte <= 0x20 || byte == 0x7f;
    });
}

bool is_to_be_rendered(std::string_view text, Stage stage) {
    return stage == Stage::written && has_expression(text);
}

}  // namespace

std::optional<std::string> host_name_fault(std::string_view name) {
    if (name == "all" || name == "*")
        return fmt::format("'{}' stands for every host; it is no name", name);
    if (name.starts_with('-') || name.starts_with('!') || name.starts_with('&') ||
        has_blank_or_control(name) || name.find_first_of(":,/") != std::string_view::npos)
        return fmt::format("'{}' is no name for hosts: no blanks and none of : , / in it, and no - ! & first",
                           quoted(name));
    return std::nullopt;
}

std::optional<std::string> ssh_word_fault(std::string_view word, Stage stage) {
    if (word.starts_with('-'))
        return fmt::format("'{}' begins with '-'", quoted(word));
    if (has_blank_or_control(word) && !is_to_be_rendered(word, stage))
        return fmt::format("'{}' has blanks or control characters in it", quoted(word));
    return std::nullopt;
}

std::optional<std::string> instance_name_fault(std::string_view name) {
    if (is_of(name, "_.-"))
        return std::nullopt;
    return fmt::format("'{}' is no name: letters, digits and _ . - only", quoted(name));
}

std::optional<std::string> included_name_fault(std::string_view name) {
    if (name.starts_with('.'))
        return fmt::format("'{}' begins with '.': supervisord would not find its file", quoted(name));
    return instance_name_fault(name);
}

std::optional<std::string> account_name_fault(std::string_view name, Stage stage) {
    if (is_to_be_rendered(name, stage))
        return std::nullopt;
    const bool is_missing = name.empty() && stage == Stage::rendered;
    if (!is_missing && !name.starts_with('-') && !has_blank_or_control(name) &&
        name.find_first_of(":,/") == std::string_view::npos)
        return std::nullopt;
    return fmt::format("'{}' is no name of an account: no blanks and none of : , / in it, and no - first",
                       quoted(name));
}

std::optional<std::string> unit_name_fault(std::string_view name) {
    if (is_of(name, "_.-@:\\") && !name.starts_with('-'))
        return std::nullopt;
    return fmt::format("'{}' is no name of a service: letters, digits and _ . - @ : only", quoted(name));
}

std::optional<std::string> host_path_fault(std::string_view path, Stage stage) {
    if (std::any_of(path.begin(), path.end(),
                    [](char letter) { return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f; }))
        return fmt::format("'{}' has control characters in it", quoted(path));
    if (!path.starts_with('/') && (stage == Stage::rendered || !path.starts_with("{{")))
        return fmt::format("'{}' is not an absolute path", quoted(path));
    return std::nullopt;
}

}  // namespace deployer::model
