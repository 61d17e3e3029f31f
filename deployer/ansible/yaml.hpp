/// Values as YAML that PyYAML reads back as they were, and that Ansible takes for what they are: a text with
/// '{{' in it is marked as one that is never a template. Pure.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace deployer::ansible {

struct Value;
using List = std::vector<Value>;
/// In the order in which it is written.
using Map = std::vector<std::pair<std::string, Value>>;

struct Value {
    enum class Kind {
        text,        ///< of the description: what Ansible shall never look into
        expression,  ///< ours: Ansible renders it
        number,
        boolean,
        list,
        map,
    };
    Kind kind = Kind::map;
    std::string text;
    long number = 0;
    bool boolean = false;
    List list;
    Map map;

    friend bool operator==(const Value&, const Value&) = default;
};

Value text(std::string_view value);
Value expression(std::string_view value);
Value number(long value);
Value boolean(bool value);
Value list(List items);
Value map(Map entries);
/// A list of texts.
Value texts(const std::vector<std::string>& items);

/// A document: "---" and the value.
std::string to_yaml(const Value& value);

}  // namespace deployer::ansible
