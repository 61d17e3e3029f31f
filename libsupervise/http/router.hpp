/// Which handler answers which path. Routes are looked at in the order they were added (HTTP-009).
#pragma once

#include <string>
#include <vector>

#include "http/message.hpp"

namespace supervise::http {

class Router {
public:
    enum class Match {
        prefix,  ///< every target that begins so, as Supervisor's /RPC2
        exact,   ///< this path alone, with or without a query
    };

    /// `most_body`: bytes that the body of a POST may have. Bodies up to limits::small_body_bytes are read
    /// for every handler.
    void add(std::string path, Match match, Handler handler, std::size_t most_body = 0);

    /// 404 when there is no route.
    [[nodiscard]] sys::Registration handle(const Request& request, Answer answer) const;

    /// How large a body may be that its handler looks at; 0: it looks at none.
    std::size_t most_body(const Request& request) const;

private:
    struct Route {
        std::string path;
        Match match;
        Handler handler;
        std::size_t most_body;
    };

    const Route* find(const Request& request) const;

    std::vector<Route> routes_;
};

}  // namespace supervise::http
