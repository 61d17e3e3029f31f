/// The connections there are, of all servers together.
#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <string>
#include <unordered_map>

#include "http/connection.hpp"

namespace supervise::http {

class Connections {
public:
    /// The newest.
    Connection& add(std::shared_ptr<Connection> connection);

    /// Nothing when it is not among them.
    void remove(const Connection& connection);

    /// Closes the connection that has been idle longest, of `source` or, when that is empty, of all. False
    /// when all are at work.
    bool make_room(const std::string& source);

    void close_all();

    std::size_t size() const { return all_.size(); }
    std::size_t of_source(const std::string& source) const;

private:
    using List = std::list<std::shared_ptr<Connection>>;

    void erase(List::iterator place);

    List all_;  ///< the oldest first
    std::unordered_map<const Connection*, List::iterator> places_;
    std::unordered_map<std::string, std::size_t> sources_;  ///< how many of each
};

}  // namespace supervise::http
