#include "run/facts.hpp"

#include "template/json.hpp"

namespace deployer::run {

supervise::Result<jinja::Dict> read_facts(std::string_view json) {
    try {
        const jinja::Value value = jinja::from_json(json);
        if (value.kind() == jinja::Value::Kind::dict) {
            return value.dict();
        }
    } catch (const jinja::Failure&) {
        // Said below.
    }
    return supervise::fail("the agent's facts cannot be read");
}

}  // namespace deployer::run
