/// The web routes of a daemon of fakes, asked without a server.
#pragma once

#include <nlohmann/json.hpp>

#include "fake/process_table.hpp"
#include "rpc/daemon_fixture.hpp"
#include "web/routes.hpp"
#include "web/sessions.hpp"

namespace supervise::web {

class WebFixture : public rpc::DaemonFixture {
protected:
    WebFixture() { site.add_routes(router, followers); }

    /// Somebody at a browser.
    struct User {
        std::string name = "ann";
        config::Role role = config::Role::admin;
        std::string cookie = {};
        std::string token = {};
    };

    http::Request request(const User& user, const std::string& method, const std::string& target,
                          const std::string& body = "") const {
        http::Request made;
        made.method = method;
        made.target = target;
        made.body = body;
        made.user = user.name;
        made.role = user.role;
        made.by_password = true;
        made.peer.host = "127.0.0.1";
        if (!user.cookie.empty())
            made.headers.emplace_back("Cookie", user.cookie);
        if (!user.token.empty())
            made.headers.emplace_back("X-Supervise-Token", user.token);
        return made;
    }
    /// The answer, once the loop has nothing to do any more.
    http::Response& ask(const http::Request& asked) {
        answers = 0;
        work = router.handle(asked, [this](http::Response given) {
            response = std::move(given);
            ++answers;
        });
        loop.settle();
        return response;
    }
    http::Response& get(const User& user, const std::string& target) {
        return ask(request(user, "GET", target));
    }
    http::Response& post(const User& user, const std::string& target, const nlohmann::json& body) {
        return ask(request(user, "POST", target, body.dump()));
    }
    void log_in(User& user) {
        const http::Response& given = get(user, "/api/session");
        user.token = nlohmann::json::parse(given.body).at("token");
        if (const std::string cookie = header("Set-Cookie"); cookie != "none")
            user.cookie = cookie.substr(0, cookie.find(';'));
    }
    nlohmann::json document() const { return nlohmann::json::parse(response.body); }
    std::string header(std::string_view name) const {
        for (const auto& [key, value] : response.headers)
            if (key == name)
                return value;
        return "none";
    }

    http::FollowerCount followers = std::make_shared<http::Followers>(2);
    live::History history;
    std::shared_ptr<fake::ProcessTable> machine = std::make_shared<fake::ProcessTable>();
    Web site{dispatcher, history, machine};
    http::Router router;
    http::Response response;
    int answers = 0;
    sys::Registration work;
};

}  // namespace supervise::web
