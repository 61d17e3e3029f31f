#include "web/old_pages.hpp"

#include <array>

#include <fmt/core.h>

#include "sys/local_time.hpp"
#include "web/api.hpp"
#include "web/assets.hpp"
#include "web/form.hpp"
#include "web/page_routes.hpp"

namespace supervise::web {
namespace {

constexpr std::string_view everything = "all";

/// What an old address asks for.
struct OldAction {
    std::string_view word;
    Deed deed;
    bool of_all;
    std::string_view question;  ///< {} is the process
    std::string_view done;      ///< Supervisor's message; {} is the process, or the time
};
constexpr std::array<OldAction, 6> old_actions{{
    {"start", Deed::start, false, "Start {}?", "Process {} started"},
    {"stop", Deed::stop, false, "Stop {}?", "Process {} stopped"},
    {"restart", Deed::restart, false, "Restart {}?", "Process {} restarted"},
    {"clearlog", Deed::clear, false, "Clear the logs of {}?", "Log for {} cleared"},
    {"stopall", Deed::stop, true, "Stop all programs?", "All stopped at {}"},
    {"restartall", Deed::restart, true, "Restart all programs?", "All restarted at {}"},
}};

const OldAction* find_action(std::string_view word) {
    for (const OldAction& action : old_actions)
        if (action.word == word)
            return &action;
    return nullptr;
}

std::string time_text(const sys::Clock& clock) {
    return sys::local_time(std::chrono::system_clock::to_time_t(clock.wall()), "%a %b %e %H:%M:%S %Y");
}

/// Addresses are relative: the page also works below a path of a proxy.
http::Response redirect(int status, std::string location) {
    http::Response response;
    response.status = status;
    response.headers.emplace_back("Location", std::move(location));
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

http::Response with_message(int status, std::string_view message) {
    return redirect(status, "./?message=" + encode_percent(message));
}

/// A page of ours without script. `body` is HTML.
http::Response plain_page(int status, std::string_view title, std::string_view body) {
    http::Response response;
    response.status = status;
    response.headers.emplace_back("Content-Type", "text/html; charset=utf-8");
    response.headers.emplace_back("Cache-Control", "no-store");
    response.body = fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n"
        "<link rel=\"stylesheet\" href=\"assets/{}/page.css\">\n</head>\n<body>\n<main>\n{}</main>\n"
        "</body>\n</html>\n",
        escape_html(title), assets_hash(), body);
    return response;
}

http::Response refusal_page(int status, std::string_view why) {
    return plain_page(
        status, "Supervise",
        fmt::format("<h1>{}</h1>\n<p><a href=\"./\">To the programs</a></p>\n", escape_html(why)));
}

/// The action that a query or a form asks for, or why it cannot be done.
tl::expected<const OldAction*, http::Response> wanted(const Form& form, const http::Request& request) {
    const OldAction* action = find_action(form.text("action"));
    if (action == nullptr)
        return tl::unexpected(refusal_page(400, "There is no such action."));
    if (!action->of_all && form.text("processname").empty())
        return tl::unexpected(refusal_page(400, "The address does not name a program."));
    if (request.role < config::Role::operate)
        return tl::unexpected(refusal_page(
            403, fmt::format("{} may only look at the programs, not start or stop them.", request.user)));
    return action;
}

http::Response question(const http::Request& request, Sessions& sessions, const sys::Clock& clock) {
    const Form form = Form::parse(request.query());
    if (form.text("action") == "refresh")
        return with_message(302, "Page refreshed at " + time_text(clock));
    auto action = wanted(form, request);
    if (!action)
        return std::move(action.error());
    const auto session = sessions.of(request);
    if (!session)
        return refusal_page(500, session.error().message);
    const std::string name = form.text("processname");
    const std::string text = fmt::format(fmt::runtime((*action)->question), name);
    http::Response response =
        plain_page(200, text,
                   fmt::format("<h1>{}</h1>\n<form method=\"post\" action=\"index.html\">\n"
                               "<input type=\"hidden\" name=\"action\" value=\"{}\">\n"
                               "<input type=\"hidden\" name=\"processname\" value=\"{}\">\n"
                               "<input type=\"hidden\" name=\"token\" value=\"{}\">\n"
                               "<button type=\"submit\">Yes</button>\n<a href=\"./\">No</a>\n</form>\n",
                               escape_html(text), (*action)->word, escape_html(name), session->token));
    show_cookie(response, *session, request);
    return response;
}

/// Supervisor's words. Of all programs it does not say which failed; the page does.
std::string message_of(const OldAction& action, const std::string& name, const ActResults& results,
                       const sys::Clock& clock) {
    if (action.of_all)
        return fmt::format(fmt::runtime(action.done), time_text(clock));
    for (const ActResult& result : results)
        if (!result.ok)
            return fmt::format("Process {}: {}", result.namespec, result.text);
    return fmt::format(fmt::runtime(action.done), name);
}

sys::Registration carry_out(const http::Request& request, http::Answer answer, Acts& acts, Sessions& sessions,
                            const sys::Clock& clock) {
    const Form form = Form::parse(request.body);
    auto action = wanted(form, request);
    if (!action) {
        answer(std::move(action.error()));
        return {};
    }
    if (!sessions.holds(request, form.text("token"))) {
        answer(refusal_page(403, "The question is too old; open the link again."));
        return {};
    }
    if (acts.full()) {
        answer(refusal_page(503, "Too much is being started and stopped already."));
        return {};
    }
    const std::string name = (*action)->of_all ? std::string(everything) : form.text("processname");
    return acts.begin(
        {(*action)->deed, {(*action)->of_all ? name : order_name(name)}, {}}, caller_of(request),
        [answer = std::move(answer), action = *action, name, &clock](const ActResults& results) {
            answer(with_message(303, message_of(*action, name, results, clock)));
        });
}

}  // namespace

http::Response tail_page(const http::Request& request) {
    const std::string name = Form::parse(request.query()).text("processname");
    return redirect(302, name.empty() ? "./" : "./#/log/" + encode_percent(name));
}

http::Handler index_route(Acts& acts, Sessions& sessions, const sys::Clock& clock) {
    return [&](const http::Request& request, http::Answer answer) -> sys::Registration {
        if (request.method == "POST")
            return carry_out(request, std::move(answer), acts, sessions, clock);
        if (request.method != "GET" && request.method != "HEAD")
            answer(http::method_not_allowed("GET, HEAD, POST"));
        else if (Form::parse(request.query()).text("action").empty())
            answer(page(request));
        else
            answer(question(request, sessions, clock));
        return {};
    };
}

http::Response logout_page(const http::Request& request) {
    if (!request.by_password)
        return plain_page(200, "Nobody is logged in",
                          "<h1>Nobody is logged in</h1>\n<p>This server has asked for no password.</p>\n"
                          "<p><a href=\"./\">To the programs</a></p>\n");
    // Who comes here with a browser would be asked for a password at once; the page knows a way around that.
    const std::string* accepted = request.header("Accept");
    if (accepted != nullptr && accepted->find("text/html") != std::string::npos)
        return redirect(303, "./#/logout");
    http::Response response = plain_page(401, "Logged out", "<h1>Logged out</h1>\n");
    response.headers.emplace_back("WWW-Authenticate", "Basic realm=\"default\"");
    response.headers.emplace_back(
        "Set-Cookie", fmt::format("{}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict", session_cookie));
    return response;
}

std::string escape_html(std::string_view text) {
    std::string escaped;
    for (const char c : text)
        switch (c) {
        case '<':
            escaped += "&lt;";
            break;
        case '>':
            escaped += "&gt;";
            break;
        case '&':
            escaped += "&amp;";
            break;
        case '"':
            escaped += "&quot;";
            break;
        case '\'':
            escaped += "&#39;";
            break;
        default:
            escaped += c;
        }
    return escaped;
}

}  // namespace supervise::web
