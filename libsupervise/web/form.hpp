/// The fields of a query or of a form's body (application/x-www-form-urlencoded).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace supervise::web {

class Form {
public:
    /// At most limits::max_fields; the rest is not looked at.
    static Form parse(std::string_view text);

    /// The first of that name, or null.
    const std::string* field(std::string_view name) const;
    /// The same; empty when there is none.
    std::string text(std::string_view name) const;
    /// A field that is a number without a sign; nothing when it is missing or something else.
    std::optional<std::int64_t> number(std::string_view name) const;

private:
    std::vector<std::pair<std::string, std::string>> fields_;
};

/// All but letters, digits and "-._~:" as %XX: for a value in a query or a path.
std::string encode_percent(std::string_view text);

}  // namespace supervise::web
