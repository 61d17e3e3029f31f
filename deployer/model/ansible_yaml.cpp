// Ansible's YAML inventories.
#include <fmt/core.h>
#include <yaml-cpp/yaml.h>

#include "model/ansible_inventory.hpp"
#include "model/limits.hpp"
#include "model/reading.hpp"
#include "template/yaml_scalar.hpp"

namespace deployer::model {

namespace {

int line_of(const YAML::Node& node) {
    return node.Mark().line + 1;
}

class Parser {
public:
    ParsedInventory parse(std::string_view text) {
        try {
            const YAML::Node root = YAML::Load(std::string(text));
            if (root.IsMap())
                children(root, std::nullopt, 0);
            else if (!root.IsNull())
                fault(root, "an inventory is a map of groups", "write all: with hosts, children and vars");
        } catch (const YAML::Exception& error) {
            result_.faults.push_back({error.mark.is_null() ? 0 : error.mark.line + 1, error.msg, {}});
        }
        return std::move(result_);
    }

private:
    void fault(const YAML::Node& node, std::string message, std::string remedy = {}) {
        result_.faults.push_back({line_of(node), std::move(message), std::move(remedy)});
    }

    bool is_deep(const YAML::Node& node, int depth) {
        if (depth <= limits::max_inventory_depth && ++values_ <= limits::max_inventory_values)
            return false;
        if (!overflown_)
            fault(node, "the inventory is too deep or too large");
        overflown_ = true;
        return true;
    }

    void children(const YAML::Node& map, std::optional<std::size_t> parent, int depth) {
        for (const auto& entry : map) {
            const std::size_t at = result_.inventory.group(entry.first.Scalar(), line_of(entry.first));
            if (parent && at != 0)
                result_.inventory.put_child(*parent, at);
            group(entry.second, at, depth + 1);
        }
    }

    void group(const YAML::Node& node, std::size_t at, int depth) {
        if (node.IsNull() || is_deep(node, depth))
            return;
        if (!node.IsMap())
            return fault(node, fmt::format("group '{}' is not a map", result_.inventory.at_group(at).name),
                         "write hosts:, children: and vars: below it");
        for (const auto& entry : node) {
            const std::string& key = entry.first.Scalar();
            if (key != "hosts" && key != "children" && key != "vars")
                fault(entry.first, fmt::format("Key '{}' was not defined", quoted(key)),
                      "a group has hosts, children and vars");
            else if (!entry.second.IsNull() && !entry.second.IsMap())
                fault(entry.second, fmt::format("'{}' is not a map", key), "write one name: per line");
            else if (key == "hosts")
                hosts(entry.second, at, depth);
            else if (key == "children")
                children(entry.second, at, depth);
            else
                put(result_.inventory.at_group(at).variables, entry.second, depth);
        }
    }

    void hosts(const YAML::Node& map, std::size_t at, int depth) {
        for (const auto& entry : map) {
            const HostNamesOrFault expanded = expand_range(entry.first.Scalar());
            if (!expanded.fault.empty()) {
                fault(entry.first, expanded.fault, "write [first:last], or [first:last:step]");
                continue;
            }
            if (result_.inventory.hosts().size() + expanded.names.size() > limits::max_hosts)
                return fault(entry.first, fmt::format("more than {} hosts", limits::max_hosts));
            if (!entry.second.IsNull() && !entry.second.IsMap())
                fault(entry.second, fmt::format("host '{}' is not a map", quoted(entry.first.Scalar())),
                      "write its variables below it, one name: value per line");
            for (const std::string& name : expanded.names) {
                const std::size_t host = result_.inventory.host(name, line_of(entry.first));
                result_.inventory.put_host(at, host);
                put(result_.inventory.at_host(host).variables, entry.second, depth);
            }
        }
    }

    void put(jinja::Dict& variables, const YAML::Node& map, int depth) {
        if (map.IsMap())
            for (const auto& entry : map)
                variables.set(entry.first.Scalar(), value(entry.second, depth + 1));
    }

    jinja::Value value(const YAML::Node& node, int depth) {
        if (is_deep(node, depth))
            return {};
        if (node.Tag() == "!vault") {
            fault(node, "values encrypted one by one are not supported in an inventory",
                  "encrypt the whole file, or use encrypted_vars");
            return {};
        }
        if (node.IsMap()) {
            jinja::Dict dict;
            put(dict, node, depth);
            return dict;
        }
        if (node.IsSequence()) {
            jinja::List list;
            for (const YAML::Node& item : node)
                list.push_back(value(item, depth + 1));
            return list;
        }
        if (node.IsNull())
            return {};
        // A quoted scalar has the tag "!".
        return node.Tag() == "?" ? jinja::plain_value(node.Scalar()) : jinja::Value(node.Scalar());
    }

    ParsedInventory result_;
    std::size_t values_ = 0;
    bool overflown_ = false;
};

}  // namespace

ParsedInventory parse_yaml_inventory(std::string_view text) {
    return Parser().parse(text);
}

}  // namespace deployer::model
