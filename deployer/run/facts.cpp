#include "run/facts.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "plan/values.hpp"
#include "run/limits.hpp"
#include "template/json.hpp"

namespace deployer::run {

namespace {

supervise::Result<jinja::Dict> only_facts(const jinja::Dict& all) {
    const auto& entries = all.entries();
    const auto other = std::find_if(entries.begin(), entries.end(), [](const jinja::Dict::Entry& entry) {
        return !plan::is_fact_name(entry.first.text());
    });
    if (other == entries.end()) {
        return all;
    }
    return supervise::fail(
        fmt::format("the agent of this host sends '{}' among its facts, which is no name of "
                    "one: it is not the program that was sent, or the host answers in its place",
                    other->first.text().substr(0, limits::shown_fact_name)));
}

}  // namespace

supervise::Result<jinja::Dict> read_facts(std::string_view json) {
    try {
        const jinja::Value value = jinja::from_json(json);
        if (value.kind() == jinja::Value::Kind::dict) {
            return only_facts(value.dict());
        }
    } catch (const jinja::Failure&) {
        // Said below.
    }
    return supervise::fail("the agent's facts cannot be read");
}

}  // namespace deployer::run
