/// Everything that the page is made of and asks for, as routes; and the addresses of Supervisor's own page
/// (WEB-001). Nothing is changed by GET.
#pragma once

#include "http/follower_slot.hpp"
#include "http/router.hpp"
#include "rpc/dispatcher.hpp"
#include "web/act.hpp"
#include "web/sessions.hpp"

namespace supervise::web {

/// What the routes share. Lives as long as they do.
class Web {
public:
    explicit Web(rpc::Dispatcher& dispatcher) : dispatcher_(dispatcher), acts_(dispatcher) {}
    Web(const Web&) = delete;
    Web& operator=(const Web&) = delete;

    /// `followers` are counted together with those of http/log_route.hpp.
    void add_routes(http::Router& router, const http::FollowerCount& followers);

private:
    rpc::Dispatcher& dispatcher_;
    Sessions sessions_;
    Acts acts_;
};

}  // namespace supervise::web
