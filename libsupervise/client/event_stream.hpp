/// Takes server-sent events out of a stream of bytes, as the HTML standard has them; fields other than
/// `event` and `data` are of no use here. Pure.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "client/error.hpp"

namespace supervise::client {

struct ServerEvent {
    std::string name;
    std::string data;
};

class EventStream {
public:
    using Sink = std::function<void(const ServerEvent&)>;

    /// Takes the next bytes and gives each event that is complete. The error: an event larger than the limit.
    Answer<void> put(std::string_view bytes, const Sink& sink);

private:
    void take_line(std::string_view line, const Sink& sink);

    std::string line_;  ///< not complete yet
    ServerEvent event_;
};

}  // namespace supervise::client
