/// From a configuration file to the typed model: the entry to this room.
///
/// Pure apart from what `Surroundings` answers. Every problem is found in one go; the first error, in
/// Supervisor's order and words, is what the daemon says when it refuses to start or to reread (CFG-127,
/// CFG-210).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/diagnostic.hpp"
#include "config/model.hpp"
#include "config/surroundings.hpp"

namespace supervise::config {

enum class Depth {
    model,       ///< what the daemon needs
    everything,  ///< also unknown and duplicate keys, missing programs and folders: for `--check`
};

struct LoadResult {
    Model model;                       ///< meaningless when there is an error
    std::optional<std::string> error;  ///< Supervisor's text for its usage message or CANT_REREAD
    std::string told;                  ///< the same as Refusal::told
    std::vector<ParseMessage> messages;
    std::vector<Diagnostic> diagnostics;  ///< errors and warnings, by file and line
};

/// Reads what supervisord reads. `path` is kept as typed (CFG-005); pass the same `around` at a reread, with
/// the folder and environment the daemon was started in, so that nothing depends on what the daemon has done
/// since.
LoadResult load(const std::string& path, const Surroundings& around, Depth depth = Depth::model);

/// A plug-in section of supervisorctl. They are Python and cannot be loaded; the client refuses them.
struct CtlPlugin {
    std::string section, name, factory;
};

struct CtlLoadResult {
    CtlConfig config;
    std::vector<CtlPlugin> plugins;
    std::optional<std::string> error;
    std::vector<Diagnostic> diagnostics;
};

/// Reads what supervisorctl reads: [supervisorctl] of the main file only (CFG-051).
CtlLoadResult load_ctl(const std::string& path, const Surroundings& around);

/// Where a configuration is looked for without -c (CFG-001).
std::vector<std::string> config_candidates(std::string_view argv0);

/// The first candidate that exists; relative ones from `cwd`.
std::optional<std::string> find_config(std::string_view argv0, const std::string& cwd,
                                       const sys::FileSource& files);

/// "No config file found at default paths (...)" (CFG-002).
std::string config_not_found(std::string_view argv0);

/// The URL of SUPERVISOR_SERVER_URL for programs with serverurl=AUTO: the first Unix socket, or else the last
/// TCP server; none without any server.
std::optional<std::string> server_url(const std::vector<HttpServerConfig>& servers);

}  // namespace supervise::config
