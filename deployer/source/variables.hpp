/// The variables of level 1 as far as the sources were read (HD-VAR-07). Pure.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "source/load.hpp"
#include "source/place.hpp"
#include "template/value.hpp"

namespace deployer::source {

class Variables {
public:
    /// Gives the variable at `names` ("a", or "a", "b" for a.b) a value as merge() would: a map is merged
    /// with what is there, a list appended to it.
    void merge(const std::vector<std::string>& names, jinja::Value value, const Place& place);
    /// The same, but what is there goes.
    void replace(const std::vector<std::string>& names, jinja::Value value, const Place& place);

    const jinja::Dict& dict() const { return dict_; }
    /// Null for a name that was not set.
    const Place* set_at(const std::string& name) const;
    /// In the order of first setting.
    std::vector<Variable> list() const;

private:
    /// The map that holds the last of `names`; what is no map on the way becomes one.
    jinja::Dict& holder(const std::vector<std::string>& names);

    jinja::Dict dict_;
    std::unordered_map<std::string, Place> places_;
};

}  // namespace deployer::source
