#include "http/router.hpp"

namespace supervise::http {

void Router::add(std::string path, Match match, Handler handler) {
    routes_.push_back({std::move(path), match, std::move(handler)});
}

sys::Registration Router::handle(const Request& request, Answer answer) const {
    for (const Route& route : routes_) {
        const bool matches = route.match == Match::exact ? request.path() == route.path
                                                         : request.target.rfind(route.path, 0) == 0;
        if (matches)
            return route.handler(request, std::move(answer));
    }
    answer(error_response(404));
    return {};
}

}  // namespace supervise::http
