#include "plan/render.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "model/names.hpp"

namespace deployer::plan {

namespace {

std::string folder_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? "." : path.substr(0, slash);
}

source::Place place_in(const jinja::Error& error) {
    return {std::make_shared<const std::string>(error.name), error.position.line, error.position.column};
}

}  // namespace

Renderer::Renderer(const model::Model& model, const BuildContext& context, ProblemList& problems)
    : model_(model), context_(context), problems_(problems), values_(model, context) {
    file_environment_ = values_.environment();
    file_environment_.load = [this](const std::string& name) { return load(name); };
    second_level_.syntax = second_level_syntax();
    second_level_.syntax.keep_trailing_newline = true;
}

std::optional<std::string> Renderer::load(const std::string& name) const {
    if (!context_.read)
        return std::nullopt;
    auto text = context_.read(name.starts_with('/') ? name : folder_ + "/" + name);
    return text ? std::optional(std::move(*text)) : std::nullopt;
}

void Renderer::complain(const jinja::Error& error, const model::Origin* origin, std::string_view at,
                        const std::string& host) {
    std::string remedy;
    if (error.message.starts_with("'ansible_") && error.message.ends_with("is undefined") && !host.empty()) {
        const std::vector<std::string> facts = values_.fact_names();
        remedy = facts.empty() ? "facts are known behind the login only"
                               : fmt::format("facts of this host: {}", fmt::join(facts, ", "));
    }
    if (error.message.find("end of comment tag") != std::string::npos)
        remedy = "'{#' begins a comment; a source of file:// is copied as it is";
    if (origin != nullptr) {
        problems_.add(*origin, at, error.message, std::move(remedy), host);
        return;
    }
    problems_.add({source::Severity::error, place_in(error), {}, error.message, std::move(remedy)}, host);
}

const jinja::Template* Renderer::parsed(Cache& cache, const std::string& key, const std::string& source,
                                        const std::string& name, const model::Origin* origin,
                                        std::string_view at) {
    const auto found = cache.find(key);
    if (found != cache.end())
        return found->second ? &*found->second : nullptr;
    auto result =
        jinja::Template::parse(origin != nullptr ? values_.environment() : file_environment_, source, name);
    auto& kept = cache[key];
    if (result)
        kept = std::move(*result);
    else
        complain(result.error(), origin, at, {});
    return kept ? &*kept : nullptr;
}

const jinja::Template* Renderer::parsed_file(const std::string& path, const model::Origin& origin) {
    if (const auto found = files_.find(path); found != files_.end())
        return found->second ? &*found->second : nullptr;
    const auto text = context_.read ? context_.read(path) : supervise::fail("there is no way to read files");
    if (!text) {
        problems_.add(origin, {}, text.error().message, {}, {});
        files_[path] = std::nullopt;
        return nullptr;
    }
    return parsed(files_, path, *text, path, nullptr, {});
}

Rendered Renderer::run(const jinja::Template* parsed, std::size_t host, const model::Origin* origin,
                       std::string_view at) {
    Rendered rendered;
    rendered.has_failed = parsed == nullptr;
    if (rendered.has_failed)
        return rendered;
    values_.set_host(host);
    (void)values_.take_secret_use();  // of something before
    auto text = parsed->render({});
    rendered.is_secret = values_.take_secret_use();
    rendered.has_failed = !text.has_value();
    if (text)
        rendered.text = std::move(*text);
    else
        complain(text.error(), origin, at, model_.hosts[host].name);
    return rendered;
}

Rendered Renderer::text(std::size_t host, const std::string& written, const model::Origin& origin,
                        std::string_view key) {
    if (!holds_template(written))
        return {written, false};
    return run(parsed(texts_, written, written, std::string(key), &origin, key), host, &origin, key);
}

void Renderer::refuse(std::size_t host, const model::Origin& origin, std::string_view key,
                      std::string message, std::string remedy) {
    problems_.add(origin, key, std::move(message), std::move(remedy), model_.hosts[host].name);
}

Rendered Renderer::file(std::size_t host, const std::string& path, const model::Origin& origin) {
    folder_ = folder_of(path);
    return run(parsed_file(path, origin), host, nullptr, {});
}

const std::string* Renderer::level_two(const std::string& path, const jinja::Dict& item,
                                       const model::Origin& origin) {
    auto& kept = second_level_texts_.try_emplace(path + "\n" + origin.path, std::nullopt).first->second;
    if (kept)
        return &*kept;
    const auto text = context_.read ? context_.read(path) : supervise::fail("there is no way to read files");
    if (!text) {
        problems_.add(origin, "conf_file_src", text.error().message, {}, {});
        return nullptr;
    }
    const auto parsed = jinja::Template::parse(second_level_, *text, path);
    auto rendered = parsed ? parsed->render(item) : tl::unexpected(parsed.error());
    if (!rendered) {
        complain(rendered.error(), nullptr, {}, {});
        return nullptr;
    }
    kept = std::move(*rendered);
    return &*kept;
}

Rendered Renderer::configuration(std::size_t host, const std::string& path, const jinja::Dict& item,
                                 const model::Origin& origin) {
    const std::string* source = level_two(path, item, origin);
    if (source == nullptr)
        return {};
    folder_ = folder_of(path);
    const std::string key = path + "\n" + origin.path;
    return run(parsed(files_, key, *source, path, nullptr, {}), host, nullptr, {});
}

Rendered HostTexts::rendered(std::string_view key, const std::string& written) {
    Rendered rendered = renderer_.text(host_, written, origin_, key);
    is_secret_ = is_secret_ || rendered.is_secret;
    return rendered;
}

std::string HostTexts::operator()(std::string_view key, const std::string& written) {
    return std::move(rendered(key, written).text);
}

std::optional<std::string> HostTexts::operator()(std::string_view key,
                                                 const std::optional<std::string>& written) {
    return written ? std::optional((*this)(key, *written)) : std::nullopt;
}

std::string HostTexts::path(std::string_view key, const std::string& written) {
    const Rendered result = rendered(key, written);
    if (auto fault = model::host_path_fault(result.text, model::Stage::rendered); fault && !result.has_failed)
        renderer_.refuse(host_, origin_, key, std::move(*fault),
                         result.text.starts_with('/') ? "" : "begin it with '/'");
    return joined_path(result.text, {});
}

std::string HostTexts::account(std::string_view key, const std::string& written) {
    Rendered result = rendered(key, written);
    if (auto fault = model::account_name_fault(result.text, model::Stage::rendered);
        fault && !result.has_failed)
        renderer_.refuse(host_, origin_, key, std::move(*fault), {});
    return std::move(result.text);
}

std::string joined_path(const std::string& folder, const std::string& name) {
    const std::string whole = folder + "/" + name;
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= whole.size();) {
        const std::size_t end = std::min(whole.find('/', begin), whole.size());
        const std::string part = whole.substr(begin, end - begin);
        begin = end + 1;
        if (part == ".." && !parts.empty())
            parts.pop_back();
        else if (!part.empty() && part != "." && part != "..")
            parts.push_back(part);
    }
    return fmt::format("/{}", fmt::join(parts, "/"));
}

}  // namespace deployer::plan
