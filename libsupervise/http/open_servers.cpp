#include <algorithm>
#include <cerrno>

#include <unistd.h>

#include "config/exposure.hpp"
#include "config/text.hpp"
#include "http/limits.hpp"
#include "http/server.hpp"
#include "sys/local_time.hpp"
#include "sys/users.hpp"

namespace supervise::http {
namespace {

using config::HttpServerConfig;

bool is_unix(const HttpServerConfig& config) {
    return config.family == HttpServerConfig::Family::unix_socket;
}

bool asks_for_certificate(const HttpServerConfig& config) {
    return config.tls && !config.tls->authorities.empty();
}

/// One socket serves both: it is at the same place, and made the same way.
bool same_socket(const HttpServerConfig& a, const HttpServerConfig& b) {
    return a.family == b.family && a.host == b.host && a.port == b.port && a.file == b.file &&
           a.chmod == b.chmod && a.uid == b.uid && a.gid == b.gid;
}

bool same_place(const HttpServerConfig& a, const HttpServerConfig& b) {
    return a.family == b.family && (is_unix(a) ? a.file == b.file : a.port == b.port);
}

bool can_serve(const Endpoint& endpoint, const HttpServerConfig& config) {
    return same_socket(endpoint.config, config) && endpoint.listener.reachable();
}

std::string tuple_repr(const HttpServerConfig& config) {
    const auto number = [](const std::optional<unsigned>& id) { return id ? std::to_string(*id) : "-1"; };
    return fmt::format("({}, {})", number(config.uid), number(config.gid));
}

std::string current_user() {
    const auto account = sys::SystemUsers().by_uid(::geteuid());
    return account ? account->name : std::to_string(::geteuid());
}

/// The error of a socket in Supervisor's words.
Error in_words(const Error& error, const HttpServerConfig& config) {
    constexpr std::string_view failed = "Cannot open an HTTP server: socket.error reported";
    if (error.code == EADDRINUSE)
        return {"Another program is already listening on a port that one of our HTTP servers is configured "
                "to use.  "
                "Shut this program down first before starting supervisord.",
                error.code};
    if (error.code == EPERM && is_unix(config) && (config.uid || config.gid))
        return {
            fmt::format(
                "Not permitted to chown {} to uid/gid {}; adjust \"sockchown\" value in config file or on "
                "command line to values that the current user ({}) can successfully chown",
                config.file, tuple_repr(config), current_user()),
            error.code};
    if (error.code == EEXIST)
        return {fmt::format("Cannot open an HTTP server: {}; remove it, or change \"file\" in [{}]",
                            error.message, config.section),
                error.code};
    if (error.code == ENAMETOOLONG && is_unix(config))
        return {fmt::format("{} AF_UNIX path too long", failed), error.code};
    if (error.code < 0)
        return {fmt::format("{} {}", failed, error.code), error.code};
    return {fmt::format("{} errno.{} ({})", failed, errno_name(error.code), error.code), error.code};
}

Result<sys::Listener> open_socket(const HttpServerConfig& config, bool may_wait = true) {
    auto listener =
        is_unix(config)
            ? sys::Listener::unix_socket({config.file, config.chmod, config.uid, config.gid, may_wait},
                                         limits::listen_backlog)
            : sys::Listener::tcp(config.host, config.port, limits::listen_backlog);
    if (!listener)
        return tl::unexpected(in_words(listener.error(), config));
    return listener;
}

/// The kept socket for this section, taken out of `kept`; or nothing.
std::optional<sys::Listener> take_kept(Endpoints& kept, const HttpServerConfig& config) {
    for (auto at = kept.begin(); at != kept.end(); ++at) {
        if (!can_serve(*at, config))
            continue;
        std::optional<sys::Listener> listener(std::move(at->listener));
        kept.erase(at);
        return listener;
    }
    return std::nullopt;
}

Result<std::optional<TlsKeys>> keys_of(const HttpServerConfig& config) {
    if (!config.tls)
        return std::nullopt;
    auto keys = TlsKeys::load(*config.tls, config.section);
    if (!keys)
        return tl::unexpected(keys.error());
    return std::optional(std::move(*keys));
}

Result<Endpoint> open_one(const HttpServerConfig& config, std::optional<sys::Listener> kept,
                          const std::string& machine, std::vector<std::string>& notices) {
    auto authenticator = Authenticator::make(config);
    if (!authenticator)
        return tl::unexpected(authenticator.error());
    auto tls = keys_of(config);
    if (!tls)
        return tl::unexpected(tls.error());
    HostNames names(config, machine);
    if (kept)
        return Endpoint{config, std::move(*authenticator), std::move(names), std::move(*kept),
                        std::move(*tls)};
    auto listener = open_socket(config);
    if (!listener)
        return tl::unexpected(listener.error());
    if (listener->replaced_stale())
        notices.push_back(fmt::format("Unlinking stale socket {}", config.file));
    return Endpoint{config, std::move(*authenticator), std::move(names), std::move(*listener),
                    std::move(*tls)};
}

std::string ctime_text(sys::WallTime now) {
    return sys::local_time(std::chrono::system_clock::to_time_t(now), "%a %b %e %H:%M:%S %Y");
}

}  // namespace

Result<OpenedServers> open_servers(const std::vector<HttpServerConfig>& sections, Endpoints kept,
                                   const std::string& machine) {
    // Those that stay are taken first and the rest closed, so that a new section can have an old one's port.
    std::vector<std::optional<sys::Listener>> staying;
    for (const HttpServerConfig& config : sections)
        staying.push_back(take_kept(kept, config));
    kept.clear();
    OpenedServers opened;
    for (std::size_t i = 0; i < sections.size(); ++i) {
        auto endpoint = open_one(sections[i], std::move(staying[i]), machine, opened.notices);
        if (!endpoint)
            return tl::unexpected(endpoint.error());
        opened.endpoints.push_back(std::move(*endpoint));
    }
    return opened;
}

Result<void> check_servers(const std::vector<HttpServerConfig>& sections,
                           const std::vector<const Endpoint*>& open) {
    for (const HttpServerConfig& config : sections) {
        if (const auto authenticator = Authenticator::make(config); !authenticator)
            return tl::unexpected(authenticator.error());
        if (const auto keys = keys_of(config); !keys)
            return tl::unexpected(keys.error());
    }
    const auto stays = [&](const Endpoint& endpoint) {
        return std::any_of(sections.begin(), sections.end(),
                           [&](const HttpServerConfig& config) { return can_serve(endpoint, config); });
    };
    // One that is open serves on; one that leaves makes its place free. Held together, as they will be.
    std::vector<sys::Listener> tried;
    for (const HttpServerConfig& config : sections) {
        const bool settled = std::any_of(open.begin(), open.end(), [&](const Endpoint* endpoint) {
            return can_serve(*endpoint, config) ||
                   (same_place(endpoint->config, config) && !stays(*endpoint));
        });
        if (settled)
            continue;
        auto listener = open_socket(config, false);
        if (!listener)
            return fail(fmt::format("[{}] {}: {}", config.section,
                                    is_unix(config) ? "file=" + config.file
                                                    : fmt::format("port={}:{}", config.host, config.port),
                                    listener.error().message),
                        listener.error().code);
        tried.push_back(std::move(*listener));
    }
    return {};
}

void log_servers(log::Logger& logger, const Endpoints& endpoints,
                 const std::vector<config::RpcInterfaceConfig>& interfaces, sys::WallTime now) {
    for (const Endpoint& endpoint : endpoints) {
        const HttpServerConfig& config = endpoint.config;
        const bool local = is_unix(config);
        logger.trace("{}:Supervise (V{}) started at {}\n\tHostname: {}\n\tPort:{}",
                     local ? config.file : config.host, SUPERVISE_VERSION, ctime_text(now),
                     local ? "<unix domain socket>" : config.host,
                     local ? config.file : std::to_string(config.port));
        for (const config::RpcInterfaceConfig& interface : interfaces)
            logger.info("RPC interface {} initialized", config::python_repr(interface.name));
        if (endpoint.authenticator.open() && !asks_for_certificate(config))
            logger.critical("Server {} running without any HTTP authentication checking",
                            config::python_repr(config.section));
        if (const auto expiry = endpoint.tls ? endpoint.tls->expiry() : std::nullopt)
            logger.warn("{}", *expiry);
        const auto exposure = config::exposure_of(config);
        if (exposure && exposure->kind == config::Exposure::Kind::nobody_is_asked)
            logger.critical("Server {}: {}; {}", config::python_repr(config.section), exposure->what,
                            exposure->remedy);
    }
}

}  // namespace supervise::http
