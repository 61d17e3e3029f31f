/// The HTTP servers of a daemon: opened together, serving until told otherwise. Opening and serving are two
/// steps, so that sockets can be opened while errors still reach the user's terminal, and can outlive a
/// restart of the daemon.
#pragma once

#include <list>
#include <memory>
#include <string>
#include <vector>

#include "config/model.hpp"
#include "http/authenticator.hpp"
#include "http/connections.hpp"
#include "http/host_names.hpp"
#include "http/tls_keys.hpp"
#include "sys/listener.hpp"
#include "sys/users.hpp"

namespace supervise::http {

/// A server section and its open socket.
struct Endpoint {
    config::HttpServerConfig config;
    Authenticator authenticator;
    HostNames names;
    sys::Listener listener;
    std::optional<TlsKeys> tls = {};
};
using Endpoints = std::vector<Endpoint>;

struct OpenedServers {
    Endpoints endpoints;               ///< in the order of the sections
    std::vector<std::string> notices;  ///< lines for the user's terminal (DAEMON-031)
};

/// Opens all, or returns the error in Supervisor's words (DAEMON-033 to DAEMON-036) with none opened anew.
/// Sockets of `kept` that are still wanted at the same place go on as they are; the others are closed.
/// `machine` is the name of this machine, by which clients may call it.
Result<OpenedServers> open_servers(const std::vector<config::HttpServerConfig>& sections, Endpoints kept = {},
                                   const std::string& machine = {});

/// The first section whose password, certificate, key or socket would keep it from opening when `open` are
/// those that serve now; the error names the key and what to do. Looked at before a running daemon stops
/// anything for a reload; does not block.
Result<void> check_servers(const std::vector<config::HttpServerConfig>& sections,
                           const std::vector<const Endpoint*>& open = {});

/// What the log says about servers that start: DAEMON-037 to DAEMON-039, and which of them are open to the
/// network.
void log_servers(log::Logger& logger, const Endpoints& endpoints,
                 const std::vector<config::RpcInterfaceConfig>& interfaces, sys::WallTime now);

class Servers {
public:
    Servers(Site site, Endpoints endpoints);
    ~Servers();
    Servers(const Servers&) = delete;
    Servers& operator=(const Servers&) = delete;

    /// Stops serving: every connection is closed. The sockets stay open, and clients that connect wait for
    /// whoever gets the endpoints next. Not from inside a handler's call.
    Endpoints release();

    std::vector<const Endpoint*> endpoints() const;
    std::size_t connections() const { return connections_.size(); }

private:
    struct Door {
        Endpoint endpoint;
        sys::Registration readable;
        sys::Registration pause;
    };

    void watch(Door& door);
    void accept_from(Door& door);
    void admit(Door& door, sys::Accepted accepted);
    Peer peer_of(const sys::Accepted& accepted);
    bool has_room_for(const Peer& peer);
    void on_exhausted(Door& door);

    Site site_;
    std::list<Door> doors_;
    Connections connections_;
    sys::SpareDescriptor spare_;
    sys::SystemUsers users_;
    sys::AccountNames names_{users_};
    std::shared_ptr<char> alive_ = std::make_shared<char>();
};

}  // namespace supervise::http
