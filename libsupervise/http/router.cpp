#include "http/router.hpp"

#include <algorithm>

namespace supervise::http {

void Router::add(std::string path, Match match, Handler handler, std::size_t most_body) {
    routes_.push_back({std::move(path), match, std::move(handler), most_body});
}

const Router::Route* Router::find(const Request& request) const {
    const auto found = std::find_if(routes_.begin(), routes_.end(), [&](const Route& route) {
        return route.match == Match::exact ? request.path() == route.path
                                           : request.target.rfind(route.path, 0) == 0;
    });
    return found == routes_.end() ? nullptr : &*found;
}

sys::Registration Router::handle(const Request& request, Answer answer) const {
    if (const Route* route = find(request))
        return route->handler(request, std::move(answer));
    answer(error_response(404));
    return {};
}

std::size_t Router::most_body(const Request& request) const {
    const Route* route = request.method == "POST" ? find(request) : nullptr;
    return route == nullptr ? 0 : route->most_body;
}

}  // namespace supervise::http
