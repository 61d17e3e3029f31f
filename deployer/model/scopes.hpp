/// Scopes: which hosts an item is for (HD-SCOPE-01 to -08).
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/schema.hpp"

namespace deployer::model {

/// The names a scope may use: hosts, their groups, and `all`.
class HostNames {
public:
    explicit HostNames(const Model& model);

    struct Resolved {
        HostList hosts;
        std::optional<std::string> unknown;  ///< the first part that names nothing
    };
    /// Parts with ':' between them: what they name together; of it only what is in each `&part`, and nothing
    /// of a
    /// `!part`. The result lives as long as this.
    const Resolved& resolve(const std::string& scope) const;

    /// A host of `inner` that is not in `outer`, if any.
    static std::optional<std::size_t> outside(const HostList& inner, const HostList& outer);

    /// "did you mean 'x'?", or empty.
    std::string meant(std::string_view name) const;
    const std::string& name(std::size_t host) const { return model_.hosts[host].name; }

private:
    const HostList* find(std::string_view name) const;
    Resolved combine(const std::string& scope) const;

    const Model& model_;
    HostList all_;
    std::unordered_map<std::string, HostList> named_;
    mutable std::unordered_map<std::string, Resolved> known_;
};

/// How a block words the message about an unknown scope (HD-SCOPE-04).
enum class ScopeWords : std::uint8_t { files, users, services };

/// Fills `scope.hosts` from its text. Nothing is wrong: empty; else the message and remedy.
struct ScopeFault {
    std::string message, remedy;
};
std::optional<ScopeFault> settle(const HostNames& names, Scope& scope, std::string_view subject,
                                 ScopeWords words);

/// The same for an item that is being read, with its problem reported.
template <typename Draft>
void settle_scope(Reading& reading, const HostNames& names, Draft& draft, std::string_view subject,
                  ScopeWords words) {
    if (draft.scope.text.empty())
        return;  // was required, and is reported
    if (auto fault = settle(names, draft.scope, subject, words))
        refuse(reading, draft, "scope", std::move(fault->message), std::move(fault->remedy));
}

}  // namespace deployer::model
