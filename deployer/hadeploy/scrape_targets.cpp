#include "hadeploy/scrape_targets.hpp"

#include "template/json.hpp"

namespace deployer::hadeploy {
namespace {

/// ",db,web,": each name can be found with the commas around it, as Prometheus has lists in labels.
std::string list_label(const std::vector<std::string>& names) {
    std::string text = ",";
    for (const std::string& name : names)
        text += name + ",";
    return text;
}

}  // namespace

std::string scrape_targets_json(const std::vector<plan::ScrapeTarget>& targets) {
    jinja::List groups;
    for (const plan::ScrapeTarget& target : targets) {
        jinja::Dict labels;
        labels.set("__scheme__", target.tls ? "https" : "http");
        labels.set("host", target.host);
        if (!target.host_groups.empty())
            labels.set("host_groups", list_label(target.host_groups));
        labels.set("supervisor", target.supervisor);
        jinja::Dict group;
        group.set("targets", jinja::List{target.address});
        group.set("labels", std::move(labels));
        groups.emplace_back(std::move(group));
    }
    jinja::JsonStyle style;
    style.indent = 2;
    style.item_separator = ",";
    return jinja::to_json(std::move(groups), style) + "\n";
}

}  // namespace deployer::hadeploy
