/// Everything that the page is made of and asks for, as routes; and the addresses of Supervisor's own page
/// (WEB-001). Nothing is changed by GET.
#pragma once

#include "http/follower_slot.hpp"
#include "http/router.hpp"
#include "live/history.hpp"
#include "rpc/dispatcher.hpp"
#include "sys/process_table.hpp"
#include "web/act.hpp"
#include "web/sessions.hpp"

namespace supervise::web {

/// What the routes share. Lives as long as they do.
class Web {
public:
    Web(rpc::Dispatcher& dispatcher, const live::History& history,
        std::shared_ptr<const sys::ProcessTable> table)
        : dispatcher_(dispatcher), history_(history), table_(std::move(table)), acts_(dispatcher) {}
    Web(const Web&) = delete;
    Web& operator=(const Web&) = delete;

    /// `followers` are counted together with those of http/log_route.hpp.
    void add_routes(http::Router& router, const http::FollowerCount& followers);

private:
    rpc::Dispatcher& dispatcher_;
    const live::History& history_;
    std::shared_ptr<const sys::ProcessTable> table_;
    Sessions sessions_;
    Acts acts_;
};

}  // namespace supervise::web
