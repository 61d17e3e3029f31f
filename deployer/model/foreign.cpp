#include "model/foreign.hpp"

#include <algorithm>
#include <array>

#include <fmt/core.h>

namespace deployer::model {

namespace {

struct Owned {
    std::string_view name;
    std::string_view plugin;
};

constexpr std::array<Owned, 30> keys{{
    {"hdfs_relay", "hdfs"},
    {"source_host_credentials", "hdfs"},
    {"hbase_relay", "hbase"},
    {"hbase_namespaces", "hbase"},
    {"hbase_tables", "hbase"},
    {"hbase_datasets", "hbase"},
    {"hive_relay", "hive"},
    {"hive_databases", "hive"},
    {"hive_tables", "hive"},
    {"kafka_relay", "kafka"},
    {"kafka_topics", "kafka"},
    {"ranger_relay", "ranger"},
    {"ranger_policy", "ranger"},
    {"hdfs_ranger_policies", "ranger"},
    {"hbase_ranger_policies", "ranger"},
    {"hive_ranger_policies", "ranger"},
    {"kafka_ranger_policies", "ranger"},
    {"storm_ranger_policies", "ranger"},
    {"yarn_ranger_policies", "ranger"},
    {"storm_relay", "storm"},
    {"storm_topologies", "storm"},
    {"yarn_relay", "yarn"},
    {"yarn_services", "yarn"},
    {"elasticsearch_servers", "elastic"},
    {"elasticsearch_indices", "elastic"},
    {"elasticsearch_templates", "elastic"},
    {"ansible_playbooks", "ansible"},
    {"ansible_roles", "ansible"},
    {"playbooks_folders", "ansible"},
    {"roles_folders", "ansible"},
}};

constexpr std::array<Owned, 4> schemes{{
    {"mvn", "maven"},
    {"node", "hdfs"},
    {"storm", "storm"},
    {"yarn", "yarn"},
}};

constexpr std::array<std::string_view, 9> parts{"hdfs",    "hbase", "hive",    "kafka", "ranger",
                                                "ansible", "storm", "elastic", "yarn"};

Foreign belongs(std::string_view what, std::string_view plugin) {
    return {
        fmt::format("'{}' belongs to HADeploy's {} plugin, which this tool does not support", what, plugin),
        {}};
}

}  // namespace

std::optional<Foreign> foreign_key(std::string_view key) {
    const auto owned =
        std::find_if(keys.begin(), keys.end(), [key](const Owned& row) { return row.name == key; });
    if (owned != keys.end())
        return belongs(key, owned->plugin);
    if (key == "maven_repositories")
        return belongs(key, "maven");
    if (key == "plugins" || key == "plugins_paths")
        return Foreign{
            fmt::format("'{}' loads HADeploy's Python plugins, which this tool does not support", key),
            "remove it"};
    if (key == "ansible_inventory_files")
        return Foreign{"'ansible_inventory_files' is not supported",
                       "write ansible_inventories: [ { file: ... } ]"};
    return std::nullopt;
}

std::optional<Foreign> foreign_scheme(std::string_view scheme, std::string_view text) {
    const auto owned = std::find_if(schemes.begin(), schemes.end(),
                                    [scheme](const Owned& row) { return row.name == scheme; });
    return owned == schemes.end() ? std::nullopt : std::optional(belongs(text, owned->plugin));
}

bool is_foreign_part(std::string_view name) {
    return std::find(parts.begin(), parts.end(), name) != parts.end();
}

}  // namespace deployer::model
