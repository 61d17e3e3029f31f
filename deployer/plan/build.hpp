/// From the model to the plan of an action. Renders every file and text for every host first, so that what
/// cannot be rendered changes nothing anywhere (HD-VAR-35). Reads local files through `read` only.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "model/model.hpp"
#include "model/read.hpp"
#include "plan/plan.hpp"
#include "source/place.hpp"
#include "sys/result.hpp"

namespace deployer::plan {

struct BuildContext {
    model::Action action = model::Action::deploy;
    /// Facts of each host of the model, as the agent sent them, by index; nothing for a host that did not
    /// answer or was not asked (then templates that ask for its facts fail, but for `none`, which takes
    /// placeholders).
    std::vector<std::optional<jinja::Dict>> facts;
    jinja::Dict secrets;  ///< encrypted_vars, decrypted; what is rendered with them is marked secret
    std::function<supervise::Result<std::string>(const std::string& path)> read;
    std::function<supervise::Result<std::vector<std::string>>(const std::string& folder)>
        list;  ///< of a tree, recursively: relative paths, folders with a trailing '/'
    /// The self-contained tree of supervisord and supervisorctl, for hosts that lack it; empty: not at hand.
    std::string distribution_folder;
    std::string version;              ///< of that tree
    bool replace_supervisor = false;  ///< --replace-supervisor
    bool prune = false;               ///< --prune
    bool force = false;               ///< --force: also what no deployment created
    bool scrape_targets = false;      ///< --prometheus-targets; of deploy only
    bool placeholder_facts = false;   ///< the facts are made up
};

struct Built {
    Plan plan;
    source::Problems problems;
};

Built build(const model::Model& model, const BuildContext& context);

}  // namespace deployer::plan
