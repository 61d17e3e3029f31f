/// A description read for an action: its files, its model, its secrets. What is wrong with it is told at
/// once.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "hadeploy/options.hpp"
#include "hadeploy/redaction.hpp"
#include "hadeploy/rooms.hpp"

namespace deployer::hadeploy {

/// What was asked and told, once however many actions want it.
struct Dialogue {
    std::optional<vault::Secret> vault_password;
    std::map<std::string, std::string> answers;  ///< by prompt
    std::set<std::string> told;
    Redaction without_secrets;  ///< of all that were decrypted
};

class Description {
public:
    /// Both outlive it.
    Description(const Options& options, const Surroundings& surroundings, std::shared_ptr<Dialogue> dialogue);

    /// False when there is an error, which was told then.
    bool load();
    bool decrypt();

    const source::Document& document() const { return document_; }
    const model::Model& model() const { return model_; }
    /// Without facts.
    plan::BuildContext build_context(model::Action action) const;

    /// A text of it, or a template that it names, may ask for a fact of a host. True when that cannot be
    /// seen.
    bool may_use_facts() const;

    /// Asks whoever is at the terminal whether all that goes may go. False: it stays.
    bool may_remove() const;

    /// What the options say that a reader of the run should know.
    void announce() const;
    // Beside a JSON document, what is said goes to standard error.
    void say(std::string_view text) const;
    void warn(std::string_view text) const;
    /// Always false.
    bool fail(std::string_view message) const;
    /// Prints them; false when there are errors among them.
    bool accept(const source::Problems& problems) const;

private:
    bool read_password();

    const Options& options_;
    const Surroundings& here_;
    std::shared_ptr<Dialogue> dialogue_;
    source::Document document_;
    model::Model model_;
    jinja::Dict secrets_;
};

}  // namespace deployer::hadeploy
