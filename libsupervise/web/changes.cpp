#include "web/changes.hpp"

#include <algorithm>

#include "config/difference.hpp"
#include "config/shown.hpp"
#include "live/json_writer.hpp"
#include "web/api.hpp"
#include "web/json_answer.hpp"
#include "web/limits.hpp"

namespace supervise::web {
namespace {

void write_names(live::JsonWriter& writer, std::string_view key, const std::vector<std::string>& names) {
    writer.key(key);
    writer.begin_array();
    for (const std::string& name : names)
        writer.value(name);
    writer.end_array();
}

void write_changed(live::JsonWriter& writer, const config::GroupConfig& before,
                   const config::GroupConfig& after) {
    writer.begin_object();
    writer.member("group", after.name);
    writer.key("keys");
    writer.begin_array();
    for (const auto& difference : config::shown_difference(before, after, limits::max_changed_keys)) {
        writer.begin_object();
        writer.member("key", difference.key);
        writer.member("old", difference.before);
        writer.member("new", difference.after);
        writer.end_object();
    }
    writer.end_array();
    writer.end_object();
}

std::string document(const process::Groups& groups, const Result<std::vector<config::GroupConfig>>& next) {
    std::vector<const config::GroupConfig*> active;
    for (const auto& group : groups.all())
        active.push_back(&group->config());
    const config::Difference difference = next ? config::difference(active, *next) : config::Difference{};
    std::string text;
    live::JsonWriter writer(text);
    writer.begin_object();
    write_names(writer, "added", difference.added);
    write_names(writer, "removed", difference.removed);
    writer.key("changed");
    writer.begin_array();
    for (const std::string& name : difference.changed) {
        const auto after = std::find_if(next->begin(), next->end(),
                                        [&](const config::GroupConfig& group) { return group.name == name; });
        if (const process::Group* before = groups.find(name); before != nullptr && after != next->end())
            write_changed(writer, before->config(), *after);
    }
    writer.end_array();
    writer.member("error", next ? std::nullopt : std::optional(next.error().message));
    writer.end_object();
    return text;
}

}  // namespace

http::Handler changes_route(rpc::DaemonControl& daemon) {
    return [&daemon](const http::Request& request, const http::Answer& answer) -> sys::Registration {
        answer(request.method == "GET"
                   ? json_answer(document(daemon.groups(), daemon.look_at_configuration()))
                   : http::method_not_allowed("GET"));
        return {};
    };
}

http::Handler update_route(Acts& acts, Sessions& sessions) {
    return order_route(sessions, config::Role::admin,
                       [&acts](const http::Request& request, http::Answer answer) -> sys::Registration {
                           const auto order = parse_update_order(request.body);
                           if (auto refused = refusal(order, acts)) {
                               answer(std::move(*refused));
                               return {};
                           }
                           return acts.begin_update(*order, caller_of(request),
                                                    [answer = std::move(answer)](const Updated& updated) {
                                                        if (!updated)
                                                            return answer(
                                                                json_error(409, updated.error().text));
                                                        answer(json_answer(results_document(*updated)));
                                                    });
                       });
}

}  // namespace supervise::web
