/// Texts of the description and whole files, rendered for one host. What cannot be rendered becomes a problem
/// that says where; the text is empty then, and the plan is not carried out.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "plan/problem_list.hpp"
#include "plan/values.hpp"

namespace deployer::plan {

struct Rendered {
    std::string text;
    bool is_secret = false;   ///< a secret took part in it
    bool has_failed = false;  ///< it has its problem, and no text
};

class Renderer {
public:
    Renderer(const model::Model& model, const BuildContext& context, ProblemList& problems);

    Values& values() { return values_; }

    /// A text of the description. `key`: the attribute, for messages.
    Rendered text(std::size_t host, const std::string& written, const model::Origin& origin,
                  std::string_view key);
    /// What is wrong with a text behind its rendering.
    void refuse(std::size_t host, const model::Origin& origin, std::string_view key, std::string message,
                std::string remedy);
    /// A file of this machine that is a template of level 3.
    Rendered file(std::size_t host, const std::string& path, const model::Origin& origin);
    /// A file that is a template of level 2 for `item`, whose result is one of level 3 (HD-VAR-37 to -40).
    Rendered configuration(std::size_t host, const std::string& path, const jinja::Dict& item,
                           const model::Origin& origin);

private:
    using Cache = std::unordered_map<std::string, std::optional<jinja::Template>>;

    const jinja::Template* parsed(Cache& cache, const std::string& key, const std::string& source,
                                  const std::string& name, const model::Origin* origin, std::string_view at);
    const jinja::Template* parsed_file(const std::string& path, const model::Origin& origin);
    const std::string* level_two(const std::string& path, const jinja::Dict& item,
                                 const model::Origin& origin);
    Rendered run(const jinja::Template* parsed, std::size_t host, const model::Origin* origin,
                 std::string_view at);
    void complain(const jinja::Error& error, const model::Origin* origin, std::string_view at,
                  const std::string& host);
    std::optional<std::string> load(const std::string& name) const;

    const model::Model& model_;
    const BuildContext& context_;
    ProblemList& problems_;
    Values values_;
    jinja::Environment file_environment_;  ///< as that of the values, and knows how to include files
    jinja::Environment second_level_;
    std::string folder_;  ///< of the file being rendered
    Cache texts_, files_;
    std::unordered_map<std::string, std::optional<std::string>> second_level_texts_;
};

/// "/d/../e/" and "x" are "/e/x".
std::string joined_path(const std::string& folder, const std::string& name);

/// Attributes of one item for one host.
class HostTexts {
public:
    HostTexts(Renderer& renderer, std::size_t host, const model::Origin& origin)
        : renderer_(renderer), host_(host), origin_(origin) {}

    std::string operator()(std::string_view key, const std::string& written);
    std::optional<std::string> operator()(std::string_view key, const std::optional<std::string>& written);
    /// A path on the host: absolute and on one line, else a problem; without "." and ".." (HD-FIL-09).
    std::string path(std::string_view key, const std::string& written);
    /// The name of an account or of a group of accounts, else a problem.
    std::string account(std::string_view key, const std::string& written);

    std::size_t host() const { return host_; }
    const model::Origin& origin() const { return origin_; }
    /// Whether a secret took part in any of them.
    bool is_secret() const { return is_secret_; }

private:
    Rendered rendered(std::string_view key, const std::string& written);

    Renderer& renderer_;
    std::size_t host_;
    const model::Origin& origin_;
    bool is_secret_ = false;
};

}  // namespace deployer::plan
