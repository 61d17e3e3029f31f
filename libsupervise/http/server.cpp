#include "http/server.hpp"

#include <cerrno>
#include <utility>

#include "http/limits.hpp"
#include "sys/address.hpp"

namespace supervise::http {
namespace {

Result<sys::Stream> stream_of(Endpoint& endpoint, sys::Fd fd, const Site& site) {
    if (!endpoint.tls)
        return sys::Stream(std::move(fd));
    return sys::Stream::tls_server(std::move(fd),
                                   endpoint.tls->current(site.loop.clock().mono(), site.logger));
}

}  // namespace

Servers::Servers(Site site, Endpoints endpoints) : site_(std::move(site)) {
    for (Endpoint& endpoint : endpoints)
        doors_.push_back({std::move(endpoint), {}, {}});
    for (Door& door : doors_)
        watch(door);
}

Servers::~Servers() {
    release();
}

Endpoints Servers::release() {
    connections_.close_all();
    Endpoints endpoints;
    for (Door& door : doors_) {
        door.readable.reset();
        door.pause.reset();
        endpoints.push_back(std::move(door.endpoint));
    }
    doors_.clear();
    return endpoints;
}

std::vector<const Endpoint*> Servers::endpoints() const {
    std::vector<const Endpoint*> endpoints;
    for (const Door& door : doors_)
        endpoints.push_back(&door.endpoint);
    return endpoints;
}

void Servers::watch(Door& door) {
    door.readable =
        site_.loop.when_readable(door.endpoint.listener.fd(), [this, &door] { accept_from(door); });
}

void Servers::accept_from(Door& door) {
    for (int i = 0; i < limits::max_accepts_per_turn; ++i) {
        auto accepted = door.endpoint.listener.accept();
        if (!accepted)
            return on_exhausted(door);
        if (!*accepted)
            return;
        admit(door, std::move(**accepted));
    }
}

Peer Servers::peer_of(const sys::Accepted& accepted) {
    Peer peer{accepted.host, accepted.port, {}, {}};
    if (!accepted.credentials) {
        peer.source = sys::network_of(peer.host);
        return peer;
    }
    const auto& [pid, uid, gid] = *accepted.credentials;
    peer.source = fmt::format("uid {}", uid);
    peer.account = fmt::format("{}, uid {}, pid {}", names_.of(uid), uid, pid);
    return peer;
}

/// Makes room where that hurts nobody.
bool Servers::has_room_for(const Peer& peer) {
    const bool is_counted = peer.account.empty();
    if (is_counted && connections_.of_source(peer.source) >= site_.capacity.per_source() &&
        !connections_.make_room(peer.source))
        return false;
    return connections_.size() < site_.capacity.connections || connections_.make_room({});
}

void Servers::admit(Door& door, sys::Accepted accepted) {
    Peer peer = peer_of(accepted);
    const bool room = has_room_for(peer);
    if (!room && connections_.size() >= 2 * site_.capacity.connections)
        return;  // so many are being told 503 already
    auto ended = [this, alive = std::weak_ptr<char>(alive_)](const Connection& one) {
        if (!alive.expired())
            connections_.remove(one);
    };
    auto stream = stream_of(door.endpoint, std::move(accepted.fd), site_);
    if (!stream)
        return;  // no memory for it
    Connection& connection = connections_.add(std::make_shared<Connection>(
        std::move(*stream), std::move(peer), site_,
        Entrance{door.endpoint.authenticator, door.endpoint.names}, std::move(ended)));
    if (room)
        connection.start();
    else
        connection.turn_away();
}

/// No descriptor is left: whoever waits is turned away, since a listener left readable would call again at
/// once.
void Servers::on_exhausted(Door& door) {
    if (connections_.make_room({}) || spare_.turn_away(door.endpoint.listener.fd()))
        return;
    door.readable.reset();
    door.pause = site_.loop.after(limits::accept_pause, [this, &door] { watch(door); });
}

}  // namespace supervise::http
