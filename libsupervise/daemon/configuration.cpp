#include "daemon/configuration.hpp"

#include "daemon/command_line.hpp"

namespace supervise::daemon {

Result<Configuration> Configuration::find(std::string_view program, cli::CommandLine line) {
    Configuration configuration;
    configuration.line_ = std::move(line);
    if (configuration.line_.has("trust_config"))
        configuration.surroundings_->around().distrusted = config::Distrusted::accepted;
    const config::Surroundings& around = configuration.around();
    if (const std::string* given = configuration.line_.value("configuration")) {
        configuration.path_ = *given;
        return configuration;
    }
    const auto found = config::find_config(program, around.cwd, around.files);
    if (!found)
        return fail(config::config_not_found(program));
    configuration.path_ = *found;
    return configuration;
}

tl::expected<config::LoadResult, config::Refusal> Configuration::load() const {
    config::LoadResult loaded = config::load(path_, around());
    if (loaded.error)
        return tl::unexpected(config::Refusal(*loaded.error, loaded.told));
    if (auto applied = apply_overrides(line_, around(), loaded.model.daemon); !applied)
        return tl::unexpected(config::Refusal(applied.error()));
    loaded.diagnostics = {};
    return loaded;
}

config::LoadResult Configuration::check() const {
    return config::load(path_, around(), config::Depth::everything);
}

}  // namespace supervise::daemon
