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

    void add(std::string path, Match match, Handler handler);

    /// 404 when there is no route.
    [[nodiscard]] sys::Registration handle(const Request& request, Answer answer) const;

private:
    struct Route {
        std::string path;
        Match match;
        Handler handler;
    };
    std::vector<Route> routes_;
};

}  // namespace supervise::http
