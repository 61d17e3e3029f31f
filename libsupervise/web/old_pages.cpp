#include "web/old_pages.hpp"

#include "web/form.hpp"

namespace supervise::web {

http::Response redirect(int status, std::string location) {
    http::Response response;
    response.status = status;
    response.headers.emplace_back("Location", std::move(location));
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

http::Response tail_page(const http::Request& request) {
    const std::string name = Form::parse(request.query()).text("processname");
    return redirect(302, name.empty() ? "/" : "/#/log/" + encode_percent(name));
}

}  // namespace supervise::web
