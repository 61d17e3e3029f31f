#include "config/expand.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

#include <fmt/core.h>

#include "config/limits.hpp"
#include "config/suggest.hpp"
#include "config/text.hpp"

namespace supervise::config {

namespace {

constexpr std::string_view environment_prefix = "ENV_";

using Reason = tl::unexpected<std::string>;  ///< what Python's exception says
using Step = tl::expected<void, std::string>;

Reason because(std::string reason) {
    return Reason(std::move(reason));
}

/// One conversion: %(name)-08.3d and its like.
struct Field {
    bool left = false, plus = false, blank = false, alternate = false, zero = false;
    std::int64_t width = -1;
    std::int64_t precision = -1;
    char32_t type = 0;
};

bool is_digit(char32_t c) {
    return c >= U'0' && c <= U'9';
}

std::string ascii_repr(std::string_view text) {
    std::string out;
    std::string quoted = python_repr(text);
    std::string_view rest = quoted;
    while (!rest.empty()) {
        const CodePoint point = first_code_point(rest);
        const auto value = static_cast<unsigned>(point.value);
        if (value < 0x80)
            out += rest.front();
        else if (value < 0x100)
            out += fmt::format("\\x{:02x}", value);
        else if (value < 0x10000)
            out += fmt::format("\\u{:04x}", value);
        else
            out += fmt::format("\\U{:08x}", value);
        rest.remove_prefix(point.bytes);
    }
    return out;
}

std::string utf8_of(std::uint32_t c) {
    std::string out;
    const auto tail = [&](unsigned shift) { out += static_cast<char>(0x80U | ((c >> shift) & 0x3FU)); };
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0U | (c >> 6U));
        tail(0);
    } else if (c < 0x10000) {
        out += static_cast<char>(0xE0U | (c >> 12U));
        tail(6);
        tail(0);
    } else {
        out += static_cast<char>(0xF0U | (c >> 18U));
        tail(12);
        tail(6);
        tail(0);
    }
    return out;
}

class Formatter {
public:
    Formatter(std::string_view text, const Scope& scope) : text_(text), scope_(scope) {}

    /// The name that was asked for in vain, when that is why it failed.
    const std::optional<std::string>& missing_name() const { return missing_; }

    tl::expected<std::string, std::string> run() {
        while (at_ < text_.size()) {
            const std::size_t percent = std::min(text_.find('%', at_), text_.size());
            if (auto step = append(text_.substr(at_, percent - at_)); !step)
                return Reason(step.error());
            at_ = percent;
            if (at_ == text_.size())
                break;
            ++at_;
            if (auto step = conversion(); !step)
                return Reason(step.error());
        }
        return std::move(out_);
    }

private:
    Step append(std::string_view piece) {
        if (out_.size() + piece.size() > limits::max_expanded_bytes)
            return because(fmt::format("the result is longer than {} bytes", limits::max_expanded_bytes));
        out_ += piece;
        return {};
    }

    Step pad(std::int64_t count, char fill) {
        if (count <= 0)
            return {};
        if (count > static_cast<std::int64_t>(limits::max_expanded_bytes))
            return because(fmt::format("the result is longer than {} bytes", limits::max_expanded_bytes));
        return append(std::string(static_cast<std::size_t>(count), fill));
    }

    std::optional<char32_t> next() {
        if (at_ >= text_.size())
            return std::nullopt;
        const CodePoint point = first_code_point(text_.substr(at_));
        at_ += point.bytes;
        return point.value;
    }

    Step conversion() {
        if (text_.substr(at_).starts_with('%')) {
            ++at_;
            return append("%");
        }
        Field field;
        if (auto step = read_name(); !step)
            return step;
        if (auto step = read_field(field); !step)
            return step;
        const auto argument = take_argument();
        if (!argument)
            return because("not enough arguments for format string");
        return write(field, *argument);
    }

    /// The `(name)` part. Parentheses inside the name must balance.
    Step read_name() {
        if (at_ >= text_.size() || text_[at_] != '(')
            return {};
        const std::size_t start = ++at_;
        std::size_t depth = 1;
        while (depth > 0) {
            if (at_ >= text_.size())
                return because("incomplete format key");
            depth += text_[at_] == '(' ? 1U : 0U;
            depth -= text_[at_] == ')' ? 1U : 0U;
            ++at_;
        }
        const std::string_view name = text_.substr(start, at_ - 1 - start);
        const auto value = scope_.find(name);
        if (!value) {
            missing_ = std::string(name);
            return because({});
        }
        argument_ = *value;
        return {};
    }

    Step read_field(Field& field) {
        std::optional<char32_t> c = read_flags(field);
        if (auto step = read_number(c, field.width, "width too big", field); !step)
            return step;
        if (c == U'.') {
            field.precision = 0;
            c = next();
            if (auto step = read_number(c, field.precision, "precision too big", field); !step)
                return step;
        }
        if (c == U'h' || c == U'l' || c == U'L')  // a length as in C, which means nothing here
            c = next();
        if (!c)
            return because("incomplete format");
        field.type = *c;
        return {};
    }

    std::optional<char32_t> read_flags(Field& field) {
        for (;;) {
            const std::optional<char32_t> c = next();
            if (c == U'-')
                field.left = true;
            else if (c == U'+')
                field.plus = true;
            else if (c == U' ')
                field.blank = true;
            else if (c == U'#')
                field.alternate = true;
            else if (c == U'0')
                field.zero = true;
            else
                return c;
        }
    }

    /// Digits or `*`, beginning with `c`; leaves the character after it in `c`.
    Step read_number(std::optional<char32_t>& c, std::int64_t& number, const char* too_big, Field& field) {
        if (c == U'*') {
            const auto argument = take_argument();
            if (!argument)
                return because("not enough arguments for format string");
            const auto* width = std::get_if<std::int64_t>(&*argument);
            if (width == nullptr)
                return because("* wants int");
            number = *width < 0 ? -*width : *width;
            field.left = field.left || (*width < 0 && &number == &field.width);
            c = next();
            return {};
        }
        if (!c || !is_digit(*c))
            return {};
        number = 0;
        for (; c && is_digit(*c); c = next()) {
            const std::int64_t digit = static_cast<std::int64_t>(*c) - '0';
            if (number > (std::numeric_limits<std::int64_t>::max() - digit) / 10)
                return because(too_big);
            number = number * 10 + digit;
        }
        return {};
    }

    /// The value for a conversion: the named one, or for one without a name the mapping itself. Each only
    /// once.
    struct Mapping {};
    using Argument = std::variant<Mapping, std::string_view, std::int64_t>;
    std::optional<Argument> take_argument() {
        if (!argument_ && !mapping_left_)
            return std::nullopt;
        mapping_left_ = false;
        if (!argument_)
            return Argument(Mapping{});
        const Scope::Value value = *argument_;
        argument_.reset();
        return std::visit([](auto v) { return Argument(v); }, value);
    }

    Step write(const Field& field, const Argument& argument) {
        switch (field.type) {
        case U's':
        case U'r':
        case U'a':
            return write_text(field, argument);
        case U'd':
        case U'i':
        case U'u':
        case U'o':
        case U'x':
        case U'X':
            return write_integer(field, argument);
        case U'e':
        case U'E':
        case U'f':
        case U'F':
        case U'g':
        case U'G':
            return write_real(field, argument);
        case U'c':
            return write_character(field, argument);
        default:
            break;
        }
        const bool ascii = field.type >= 31 && field.type <= 126;
        return because(fmt::format("unsupported format character '{}' (0x{:x}) at index {}",
                                   ascii ? static_cast<char>(field.type) : '?',
                                   static_cast<unsigned>(field.type),
                                   length_in_characters(text_.substr(0, at_)) - 1));
    }

    static const char* type_name(const Argument& argument) {
        if (std::holds_alternative<Mapping>(argument))
            return "dict";
        return std::holds_alternative<std::string_view>(argument) ? "str" : "int";
    }

    Step write_text(const Field& field, const Argument& argument) {
        const char type = static_cast<char>(field.type);
        std::string text;
        if (const auto* number = std::get_if<std::int64_t>(&argument))
            text = fmt::format("{}", *number);
        else if (const auto* value = std::get_if<std::string_view>(&argument))
            text = type == 's' ? std::string(*value) : type == 'r' ? python_repr(*value) : ascii_repr(*value);
        else  // Python would put all names and values of the environment here.
            return because(fmt::format("%{} needs a name in parentheses, or write %%", type));
        if (field.precision >= 0)
            text = first_characters(text, static_cast<std::size_t>(field.precision));
        return write_padded(field, {}, text, false);
    }

    static std::string first_characters(std::string_view text, std::size_t count) {
        std::size_t end = 0;
        for (; count > 0 && end < text.size(); --count)
            end += first_code_point(text.substr(end)).bytes;
        return std::string(text.substr(0, end));
    }

    Step write_integer(const Field& field, const Argument& argument) {
        const char type = static_cast<char>(field.type);
        const auto* number = std::get_if<std::int64_t>(&argument);
        const bool decimal = type == 'd' || type == 'i' || type == 'u';
        if (number == nullptr)
            return because(fmt::format("%{} format: {} is required, not {}", type,
                                       decimal ? "a real number" : "an integer", type_name(argument)));
        const std::uint64_t magnitude =
            *number < 0 ? ~static_cast<std::uint64_t>(*number) + 1 : static_cast<std::uint64_t>(*number);
        std::string digits = decimal       ? fmt::format("{}", magnitude)
                             : type == 'o' ? fmt::format("{:o}", magnitude)
                             : type == 'x' ? fmt::format("{:x}", magnitude)
                                           : fmt::format("{:X}", magnitude);
        if (field.precision > static_cast<std::int64_t>(limits::max_expanded_bytes))
            return because("precision too big");
        if (static_cast<std::int64_t>(digits.size()) < field.precision)
            digits.insert(0, static_cast<std::size_t>(field.precision) - digits.size(), '0');
        std::string prefix = sign_of(field, *number < 0);
        if (field.alternate && !decimal)
            prefix.append("0").append(1, type);
        return write_padded(field, prefix, digits, true);
    }

    static std::string sign_of(const Field& field, bool negative) {
        return negative ? "-" : field.plus ? "+" : field.blank ? " " : "";
    }

    Step write_real(const Field& field, const Argument& argument) {
        const auto* number = std::get_if<std::int64_t>(&argument);
        if (number == nullptr)
            return because(fmt::format("must be real number, not {}", type_name(argument)));
        constexpr std::int64_t max_decimals = 1000;
        const std::int64_t decimals = field.precision < 0 ? 6 : std::min(field.precision, max_decimals);
        const std::string format =
            fmt::format("{{:{}.{}{}}}", field.alternate ? "#" : "", decimals, static_cast<char>(field.type));
        const double magnitude = std::abs(static_cast<double>(*number));
        return write_padded(field, sign_of(field, *number < 0), fmt::format(fmt::runtime(format), magnitude),
                            true);
    }

    Step write_character(const Field& field, const Argument& argument) {
        if (const auto* number = std::get_if<std::int64_t>(&argument)) {
            if (*number < 0 || *number > 0x10FFFF)
                return because("%c arg not in range(0x110000)");
            if (*number == 0)
                return because("%c of 0 is a NUL byte, which no value can hold");
            return write_padded(field, {}, utf8_of(static_cast<std::uint32_t>(*number)), false);
        }
        const auto* text = std::get_if<std::string_view>(&argument);
        if (text == nullptr || length_in_characters(*text) != 1)
            return because("%c requires int or char");
        return write_padded(field, {}, *text, false);
    }

    Step write_padded(const Field& field, std::string_view prefix, std::string_view text, bool number) {
        const auto length = static_cast<std::int64_t>(length_in_characters(text) + prefix.size());
        const std::int64_t missing = field.width - length;
        const bool zeros = number && field.zero;
        if (!field.left && !zeros)
            if (auto step = pad(missing, ' '); !step)
                return step;
        if (auto step = append(prefix); !step)
            return step;
        if (!field.left && zeros)
            if (auto step = pad(missing, '0'); !step)
                return step;
        if (auto step = append(text); !step)
            return step;
        return field.left ? pad(missing, ' ') : Step{};
    }

    std::string_view text_;
    const Scope& scope_;
    std::size_t at_ = 0;
    std::string out_;
    std::optional<Scope::Value> argument_;
    bool mapping_left_ = true;
    std::optional<std::string> missing_;
};

std::string joined(const std::vector<std::string>& names) {
    std::string out;
    for (const std::string& name : names)
        out.append(out.empty() ? "" : ", ").append(name);
    return out;
}

tl::unexpected<Fault> unknown_name(std::string_view text, const std::string& name, const Scope& scope,
                                   std::string_view subject) {
    const std::vector<std::string> names = scope.names();
    Fault fault;
    fault.text = fmt::format("Format string {} for {} contains names ({}) which cannot be expanded. "
                             "Available names: {}",
                             python_repr(text), python_repr(subject), python_repr(name), joined(names));
    fault.what = fmt::format("%({})s has no value here", name);
    if (const auto meant = closest(name, names)) {
        fault.remedy = fmt::format("did you mean %({})s?", *meant);
    } else if (name.starts_with(environment_prefix)) {
        fault.remedy = fmt::format("set {} in the environment of supervisord or in [supervisord] environment",
                                   name.substr(environment_prefix.size()));
    } else {
        std::string offered;
        for (const std::string& offer : names)
            if (!offer.starts_with(environment_prefix))
                offered.append(offer).append(", ");
        fault.remedy = fmt::format("available are {}and ENV_ variables", offered);
    }
    return tl::unexpected<Fault>(std::move(fault));
}

}  // namespace

void EnvironmentNames::set(std::string name, std::string value) {
    values_[std::move(name)] = std::move(value);
    sorted_.clear();
}

const std::vector<std::string>& EnvironmentNames::sorted_names() const {
    if (sorted_.empty()) {
        for (const auto& variable : values_)
            sorted_.push_back(std::string(environment_prefix) + variable.first);
        std::sort(sorted_.begin(), sorted_.end());
    }
    return sorted_;
}

const std::string* EnvironmentNames::find(std::string_view name) const {
    const auto found = values_.find(std::string(name));
    return found == values_.end() ? nullptr : &found->second;
}

std::optional<Scope::Value> Scope::find(std::string_view name) const {
    for (const auto& [known, value] : names_)
        if (known == name)
            return value;
    if (!name.starts_with(environment_prefix))
        return std::nullopt;
    name.remove_prefix(environment_prefix.size());
    if (own_ != nullptr)
        for (const auto& [variable, value] : *own_)
            if (variable == name)
                return Value(std::string_view(value));
    if (const std::string* value = environment_->find(name))
        return Value(std::string_view(*value));
    return std::nullopt;
}

std::vector<std::string> Scope::names() const {
    std::vector<std::string> own;
    for (const auto& [name, value] : names_)
        own.emplace_back(name);
    if (own_ != nullptr)
        for (const auto& [name, value] : *own_)
            own.push_back(std::string(environment_prefix) + name);
    std::sort(own.begin(), own.end());
    const std::vector<std::string>& outer = environment_->sorted_names();
    std::vector<std::string> all;
    all.reserve(own.size() + outer.size());
    std::set_union(own.begin(), own.end(), outer.begin(), outer.end(), std::back_inserter(all));
    return all;
}

Parsed<std::string> expand(std::string_view text, const Scope& scope, std::string_view subject) {
    if (text.find('%') == std::string_view::npos)
        return std::string(text);
    Formatter formatter(text, scope);
    auto result = formatter.run();
    if (result)
        return std::move(*result);
    if (formatter.missing_name())
        return unknown_name(text, *formatter.missing_name(), scope, subject);
    return fault(fmt::format("Format string {} for {} is badly formatted: {}", python_repr(text),
                             python_repr(subject), result.error()),
                 "write %% for a percent sign and %(name)s for a name",
                 fmt::format("bad use of '%': {}", result.error()));
}

}  // namespace supervise::config
