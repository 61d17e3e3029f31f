/// What a run does, as data: plays with their steps, and for each host what each step means there. Made by
/// build() before anything is changed anywhere; carried out by run/.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "control/operation.hpp"
#include "model/model.hpp"
#include "task/content.hpp"
#include "task/operation.hpp"

namespace deployer::plan {

/// Says on which outcome of this run, on the same host, a step depends. All conditions of a step must hold.
struct Condition {
    enum class Kind : std::uint8_t {
        notified,    ///< a step that changed something named this step's `handler` in its `notify`
        remembered,  ///< the value kept under `name` is one of `values`
        not_remembered,
    };
    Kind kind = Kind::notified;
    std::string name;
    std::vector<std::string> values;
};

/// What an item is about, for those who read a list of differences. What is empty follows from its operation.
struct Subject {
    std::string what = {};        ///< "program file"
    std::string name = {};        ///< its path, where it has one
    std::string supervisor = {};  ///< that it belongs to
};

/// One thing of a step on one host.
struct Item {
    std::string label;  ///< shown as (item=LABEL) when the step is a loop
    std::variant<task::Operation, control::Operation> operation;
    bool may_fail = false;
    bool show_value = false;  ///< the label is followed by ':' and the answer's value: "program1:RUNNING"
    std::string wanted = {};  ///< of a UnitState that is shown: the state it is described to have; empty: any
    Subject subject = {};
};

struct Step {
    enum class Kind : std::uint8_t {
        facts,
        task,
        handler,
        silent,  ///< not shown and not counted unless it fails; a play of nothing else has no banner
    };
    Kind kind = Kind::task;
    std::string title;  ///< what stands in the banner: "Create user 'tsup'"
    bool loop = false;  ///< its items are shown one by one
    std::vector<Condition> conditions;
    std::vector<std::string> notify;  ///< handlers, by name, that a change of this step calls
    std::optional<Condition> quiet;   ///< while it holds, a change of this step calls nobody
    std::string handler;              ///< of a handler: its name
    /// Where the answer's value (of each item: "NAME" or "NAME/LABEL" in a loop) is kept for later
    /// conditions.
    std::string remember;
    bool never_changed = false;  ///< looks only: reported as ok
    bool late = false;  ///< a handler that runs even after the host has failed, so that no restart is lost
    /// One list of items for each host of the play, in the play's order; an empty one: nothing to do there,
    /// "skipping".
    std::vector<std::vector<Item>> items;
};

struct Play {
    std::string title;  ///< the text of the scope
    model::HostList hosts;
    std::vector<Step> steps;
};

/// An instance of supervisord that Prometheus can ask for metrics.
struct ScrapeTarget {
    std::string address;  ///< "host:port"
    std::string supervisor, host;
    std::vector<std::string> host_groups;  ///< that the host is in, sorted
    bool tls = false;
};

/// Where hosts may differ from a description: plays whose items are asked for a prediction only.
struct Comparison {
    std::vector<Play> plays;
    task::Contents contents;
};

struct Plan {
    std::vector<Play> plays;
    task::Contents contents;
    /// Rendered configuration files by the name --workingFolder gives them (HD-CLI-14), secrets left out.
    std::vector<std::pair<std::string, std::string>> rendered;
    /// If they were asked for; by supervisor, then by host.
    std::vector<ScrapeTarget> scrape_targets;
    /// Of a status that compares; carried out behind the plays.
    std::optional<Comparison> comparison = {};
};

}  // namespace deployer::plan
