/// What a child finds in its environment (PROC-043, PROC-044). Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/model.hpp"

namespace supervise::process {

/// NAME=value texts in which a later definition replaces an earlier one.
class ChildEnvironment {
public:
    explicit ChildEnvironment(const std::vector<std::string>& inherited) : entries_(inherited) {}

    void set(std::string_view name, std::string_view value);
    void set_all(const config::Environment& environment);
    /// Empty when not set.
    std::string_view get(std::string_view name) const;

    std::vector<std::string> take() { return std::move(entries_); }

private:
    std::vector<std::string> entries_;
};

}  // namespace supervise::process
