#include "http/connections.hpp"

#include <iterator>
#include <utility>

namespace supervise::http {

Connection& Connections::add(std::shared_ptr<Connection> connection) {
    Connection& added = *connection;
    all_.push_back(std::move(connection));
    places_[&added] = std::prev(all_.end());
    ++sources_[added.peer().source];
    return added;
}

void Connections::remove(const Connection& connection) {
    if (const auto found = places_.find(&connection); found != places_.end())
        erase(found->second);
}

bool Connections::make_room(const std::string& source) {
    auto oldest = all_.end();
    for (auto at = all_.begin(); at != all_.end(); ++at)
        if ((*at)->is_idle() && (source.empty() || (*at)->peer().source == source) &&
            (oldest == all_.end() || (*at)->last_active() < (*oldest)->last_active()))
            oldest = at;
    if (oldest == all_.end())
        return false;
    (*oldest)->close();
    erase(oldest);
    return true;
}

void Connections::close_all() {
    for (const auto& connection : all_)
        connection->close();
    places_.clear();
    sources_.clear();
    all_.clear();
}

std::size_t Connections::of_source(const std::string& source) const {
    const auto found = sources_.find(source);
    return found == sources_.end() ? 0 : found->second;
}

void Connections::erase(List::iterator place) {
    const auto source = sources_.find((*place)->peer().source);
    if (--source->second == 0)
        sources_.erase(source);
    places_.erase(place->get());
    all_.erase(place);
}

}  // namespace supervise::http
