/// From the document to the model: schema, types, defaults, references. Reports all problems it can find at
/// once.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "model/model.hpp"
#include "source/load.hpp"

namespace deployer::model {

enum class Action : std::uint8_t { deploy, remove, start, stop, status, none, dumpvars };

/// Lower-case name, and back in any case (HD-CLI-03).
std::string_view action_name(Action action);
std::optional<Action> find_action(std::string_view word);
/// Sorted, for messages.
std::vector<std::string_view> action_names();

struct ReadContext {
    Action action = Action::none;
    std::vector<std::string> scopes;     ///< of --scope; replaces included_scopes
    std::vector<std::string> no_scopes;  ///< of --noScope; adds to excluded_scopes
    std::vector<std::string> limit;      ///< of --limit: hosts and groups; empty: all
    source::LoadContext load;            ///< for reading inventories and resolving paths
    /// What the path is on this machine: checks of `file://`, key files, trees.
    enum class Found : std::uint8_t { nothing, file, folder, unreadable };
    std::function<Found(const std::string& path)> look;
    /// The password of an encrypted inventory, asked for by name (HD-INV-25).
    std::function<std::string(const std::string& prompt)> ask_password;
    /// The password in a file, as vault::read_password_file reads it.
    std::function<supervise::Result<std::string>(const std::string& path)> read_password;
    /// The text of an Ansible vault.
    std::function<supervise::Result<std::string>(std::string_view vault_text, const std::string& password)>
        decrypt;
};

struct ReadModel {
    Model model;
    source::Problems problems;
};

ReadModel read(const source::Document& document, const ReadContext& context);

}  // namespace deployer::model
