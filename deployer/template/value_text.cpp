#include "template/value_text.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include <fmt/core.h>

#include "config/text.hpp"
#include "sys/number.hpp"

namespace deployer::jinja {
namespace {

/// Lists inside each other.
constexpr int max_depth = 60;
/// A few lists that hold the one before twice stand for billions of values.
constexpr std::size_t max_size = std::size_t{16} * 1024 * 1024;

/// Python's repr(); what is too deep inside is "[...]".
class Repr {
public:
    std::string of(const Value& value) && {
        add(value);
        return std::move(out_);
    }

private:
    void add(const Value& value) {
        if (out_.size() > max_size)
            fail("the text of a value is too large");
        switch (value.kind()) {
        case Value::Kind::undefined:
            out_ += "Undefined";
            break;
        case Value::Kind::none:
            out_ += "None";
            break;
        case Value::Kind::boolean:
            out_ += value.boolean() ? "True" : "False";
            break;
        case Value::Kind::integer:
            out_ += std::to_string(value.integer());
            break;
        case Value::Kind::floating:
            out_ += float_text(value.number());
            break;
        case Value::Kind::text:
            out_ += supervise::config::python_repr(value.str());
            break;
        case Value::Kind::list:
            add_enclosed("[", "]", [&] { add_items(value.list()); });
            break;
        case Value::Kind::tuple:
            add_enclosed("(", value.list().size() == 1 ? ",)" : ")", [&] { add_items(value.list()); });
            break;
        case Value::Kind::dict:
            add_enclosed("{", "}", [&] { add_entries(value.dict()); });
            break;
        case Value::Kind::object:
            out_ += value.object()->text();
            break;
        }
    }

    template <typename Inside>
    void add_enclosed(std::string_view open, std::string_view close, const Inside& inside) {
        out_ += open;
        if (++depth_ > max_depth)
            out_ += "...";
        else
            inside();
        --depth_;
        out_ += close;
    }

    void add_items(const List& items) {
        for (const Value& item : items) {
            out_ += &item != &items.front() ? ", " : "";
            add(item);
        }
    }

    void add_entries(const Dict& dict) {
        for (const Dict::Entry& entry : dict.entries()) {
            out_ += &entry != &dict.entries().front() ? ", " : "";
            add(entry.first);
            out_ += ": ";
            add(entry.second);
        }
    }

    std::string out_;
    int depth_ = 0;
};

}  // namespace

std::string to_text(const Value& value) {
    return Repr().of(value);
}

std::string to_repr(const Value& value) {
    return Repr().of(value);
}

std::optional<double> read_float(std::string_view digits) {
    const auto number = supervise::leading_number<double>(digits);
    if (number.length != digits.size())
        return std::nullopt;
    if (number.is_out_of_range())
        return std::strtod(std::string(digits).c_str(), nullptr);
    return number.fits ? std::optional(number.value) : std::nullopt;
}

std::string float_text(double number) {
    if (std::isnan(number))
        return "nan";
    if (std::isinf(number))
        return number < 0 ? "-inf" : "inf";
    std::array<char, 40> buffer{};
    const auto scientific =
        std::to_chars(buffer.begin(), buffer.end(), number, std::chars_format::scientific);
    const std::string_view shortest(buffer.data(), static_cast<std::size_t>(scientific.ptr - buffer.data()));
    const int exponent = std::stoi(std::string(shortest.substr(shortest.find('e') + 1)));
    if (exponent < -4 || exponent >= 16)
        return std::string(shortest);
    std::array<char, 400> fixed{};
    const char* const end = std::to_chars(fixed.begin(), fixed.end(), number, std::chars_format::fixed).ptr;
    std::string text(fixed.data(), static_cast<std::size_t>(end - fixed.data()));
    return text.find('.') == std::string::npos ? text + ".0" : text;
}

}  // namespace deployer::jinja
