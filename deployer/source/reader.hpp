/// What was read becomes the document, in reading order: variables replaced, aliases and merge keys followed,
/// each key merged with what earlier sources said.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "source/node.hpp"
#include "source/place.hpp"
#include "source/raw.hpp"
#include "source/variables.hpp"

namespace deployer::source {

/// The limits are exhausted: nothing more is read. Ends in load().
struct TooMuch {
    Problem problem;
};

class Reader {
public:
    /// Loads a file that `include` names, at once.
    using Include = std::function<void(const std::string& name, const Place& place)>;

    explicit Reader(Include include);

    /// One document of a file. Throws TooMuch.
    void document(const RawNode& root, const std::shared_ptr<const std::string>& file);
    /// `--var name=value`.
    void variable(const std::string& name, const std::string& text, const Place& place);

    bool is_anchor(const std::string& name) const { return anchors_.contains(name); }
    Problems& problems() { return problems_; }
    /// The document as it is at the end, with better remedies for what was undefined on the way.
    Document finish();

private:
    using Names = std::vector<std::string>;  ///< of a variable: {"a", "b"} for a.b

    void read_root(const RawNode& root);
    // `names`: null outside of `vars`.
    Node read(const RawNode& raw, const std::string& path, const Names* names);
    Node read_scalar(const RawNode& raw, const std::string& path);
    Node read_map(const RawNode& raw, const std::string& path, const Names* names);
    Node read_alias(const RawNode& raw, const std::string& path);
    Node replaced(const std::string& text, Node::Style style, const Place& place, const std::string& path);

    /// A `<<` of a map. `merged`: keys that came from one, and may be replaced.
    void merge_key(Node& map, const Node& value, const std::string& path, const Names* names,
                   std::vector<std::string>& merged);
    std::vector<const Node*> merge_sources(const Node& value, const std::string& path);
    void root_entry(std::string key, const Place& place, Node value);
    /// Of a `vars` that was not written out, but an alias or an expression.
    void set_variables(const Node& map);
    void include(const Node& value);
    std::optional<std::string> key_text(const RawNode& raw, const std::string& path);

    Place place(const RawNode& raw) const { return {file_, raw.line, raw.column}; }
    void count(const Node& node);
    void check_keys(const RawNode& map, const std::string& path) const;
    void add_problem(Problem problem);
    std::string remedy_for(const std::string& message, bool has_angles) const;

    Include include_;
    std::shared_ptr<const std::string> file_;
    Node root_;
    Variables variables_;
    std::map<std::string, Node> anchors_;
    Problems problems_;
    std::vector<std::pair<std::size_t, bool>> undefined_;  ///< problems about it; has the text a '<<'?
    std::size_t nodes_ = 0, bytes_ = 0;
};

}  // namespace deployer::source
