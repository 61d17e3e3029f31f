/// Any bytes as the body of an order and as a query: refused, or read; never past a limit. What is put into a
/// page comes out without markup.
#include <cstdlib>
#include <string>
#include <string_view>

#include "http/host_names.hpp"
#include "web/form.hpp"
#include "web/limits.hpp"
#include "web/old_pages.hpp"
#include "web/orders.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
    using namespace supervise;
    const std::string_view input(reinterpret_cast<const char*>(bytes), size);
    if (const auto order = web::parse_order(input))
        if (order->names.empty() || order->names.size() > web::limits::max_order_names)
            std::abort();
    (void)web::parse_daemon_order(input);
    (void)web::parse_update_order(input);
    const web::Form form = web::Form::parse(input);
    (void)form.number("before");
    const std::string name = form.text("processname");
    if (web::escape_html(name).find_first_of("<>\"'") != std::string::npos)
        std::abort();
    if (web::Form::parse("x=" + web::encode_percent(name)).text("x") != name)
        std::abort();
    (void)http::name_of_host(input);
    return 0;
}
