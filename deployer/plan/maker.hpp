/// What all parts of a plan share while it is made, and the making of one play.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "plan/build.hpp"
#include "plan/render.hpp"

namespace deployer::plan {

class Maker {
public:
    Maker(const model::Model& described, const BuildContext& circumstances);

    const model::Model& model;
    const BuildContext& context;
    ProblemList problems;
    Renderer renderer;
    Plan plan;

    HostTexts texts(std::size_t host, const model::Origin& origin) { return {renderer, host, origin}; }
    const std::string& host_name(std::size_t host) const { return model.hosts[host].name; }
    bool answered(std::size_t host) { return renderer.values().answered(host); }

    /// A file of this machine, hashed once.
    task::Content file_content(const std::string& path, const model::Origin& origin);
    /// Rendered text for a host: the content, and the operation is secret when a secret is in it.
    void put_text(task::EnsureFile& file, Rendered rendered);
    /// What a folder of this machine holds, in order.
    const std::vector<std::string>& tree(const std::string& folder, const model::Origin& origin);

    /// A daemon as it is on the host. `expected`: that it does not run is a failure.
    control::Daemon daemon(std::size_t supervisor, std::size_t host, bool expected);
    control::Program program(const model::Program& program, std::size_t host, bool expected);
    /// The group a program is controlled by: its own name when it is in none.
    const std::string& group_of(const model::Program& program) const;
    /// HD-PRG-20: "p", "p:", "g:p".
    std::string control_name(const model::Program& program) const;

    /// Where a file goes on the host.
    std::string target(const model::File& file, std::size_t host);
    /// What stays on the host when a deployment is removed (plan/kept.hpp).
    const std::vector<std::string>& kept(std::size_t host);

    /// Services can be set up only where systemd is what runs the host. Found before anything is changed.
    void need_systemd(std::size_t host, const model::Origin& origin, std::string remedy);
    /// The file of a unit: "x.service".
    std::string unit_path(const std::string& unit, std::size_t host);
    /// What deployments generate in the include folder, and which of it this description has for the host.
    control::GeneratedFiles generated_files(std::size_t supervisor, std::size_t host);
    /// Of the files in the include folder.
    std::string file_suffix(std::size_t supervisor, std::size_t host);
    /// Paths of the files that make up the group.
    std::vector<std::string> group_files(std::size_t supervisor, const std::string& group, std::size_t host);

    /// Keeps a rendered configuration file for --workingFolder.
    void keep_rendered(const std::string& name, std::size_t host, std::string text);
    void finish();

private:
    std::unordered_map<std::string, task::Content> files_;
    std::unordered_map<std::string, std::vector<std::string>> trees_;
    std::unordered_map<std::size_t, std::vector<std::string>> kept_;
    /// By name, then by text: the first host that has it.
    std::map<std::string, std::map<std::string, std::size_t>> rendered_;
};

/// One play: a scope's hosts, and steps for them in order.
class PlayMaker {
public:
    using Items = std::function<std::vector<Item>(std::size_t host)>;

    enum class Shown { yes, no };
    /// Begins with the step of the facts, if it is shown.
    PlayMaker(Maker& maker, const model::Scope& scope, Shown shown = Shown::yes);

    // The step is valid until the next is added.
    Step& task(std::string title, const Items& items);
    Step& look(std::string title, const Items& items);  ///< never changed
    Step& handler(std::string title, std::string name, const Items& items);
    Step& silent(const Items& items);

    const model::HostList& hosts() const { return play_.hosts; }
    /// Plays with the same word call each other's handlers; without one, a play has its own.
    void share_handlers(std::string word) { handlers_ = std::move(word); }
    /// Adds the play to the plan.
    void finish();

private:
    Step& add(Step::Kind kind, std::string title, const Items& items);

    Maker& maker_;
    Play play_;
    std::string handlers_;
};

/// The hosts do not differ in it.
PlayMaker::Items same(Item item);
PlayMaker::Items one(std::function<Item(std::size_t host)> make);

/// Items of one scope text, in the order of their first appearance (HD-SCOPE-08).
template <class T>
struct Scoped {
    const model::Scope* scope;
    std::vector<const T*> items;
};

template <class T, class Wanted>
std::vector<Scoped<T>> by_scope(const std::vector<T>& items, Wanted wanted) {
    std::vector<Scoped<T>> scopes;
    std::unordered_map<std::string, std::size_t> index;
    for (const T& item : items) {
        if (!wanted(item))
            continue;
        const auto [at, is_new] = index.try_emplace(item.scope.text, scopes.size());
        if (is_new)
            scopes.push_back({&item.scope, {}});
        scopes[at->second].items.push_back(&item);
    }
    return scopes;
}

/// As above for two kinds of items that share plays.
template <class A, class B>
struct ScopedPair {
    const model::Scope* scope;
    std::vector<const A*> first;
    std::vector<const B*> second;
};

template <class A, class B>
std::vector<ScopedPair<A, B>> by_scope(const std::vector<A>& first, const std::vector<B>& second) {
    std::vector<ScopedPair<A, B>> scopes;
    std::unordered_map<std::string, std::size_t> index;
    const auto of = [&](const model::Scope& scope) -> ScopedPair<A, B>& {
        const auto [at, is_new] = index.try_emplace(scope.text, scopes.size());
        if (is_new)
            scopes.push_back({&scope, {}, {}});
        return scopes[at->second];
    };
    for (const A& item : first)
        of(item.scope).first.push_back(&item);
    for (const B& item : second)
        of(item.scope).second.push_back(&item);
    return scopes;
}

template <class T>
std::vector<T> reversed(std::vector<T> items) {
    return {items.rbegin(), items.rend()};
}

Condition notified(std::string handler);
Condition remembered(std::string name, std::vector<std::string> values);
Condition not_remembered(std::string name, std::vector<std::string> values);

}  // namespace deployer::plan
