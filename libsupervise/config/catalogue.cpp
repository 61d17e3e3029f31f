#include "config/catalogue.hpp"

#include <algorithm>

#include "config/tables.hpp"

namespace supervise::config {

namespace {

const Option& option_of(const Option& option) {
    return option;
}
template <typename Target>
const Option& option_of(const OptionRow<Target>& row) {
    return row.option;
}

template <typename... Tables>
CatalogueSection section(std::string_view name, std::string_view summary, bool in_sample,
                         std::string_view also, Tables... tables) {
    CatalogueSection section{name, summary, also, in_sample, {}};
    const auto append = [&](auto rows) {
        for (const auto& row : rows)
            section.options.push_back(&option_of(row));
    };
    (append(tables), ...);
    std::stable_partition(section.options.begin(), section.options.end(),
                          [](const Option* option) { return option->required; });
    return section;
}

}  // namespace

std::vector<CatalogueSection> catalogue() {
    return {
        section("unix_http_server",
                "A Unix socket that takes commands from supervisorctl and other XML-RPC clients.", true, {},
                unix_http_server_rows()),
        section("inet_http_server",
                "A TCP socket for the same, and for the web page. Whoever reaches it controls the daemon: "
                "keep it on "
                "a local address, or set a username and a password.",
                false, {}, inet_http_server_rows()),
        section("http_user:x",
                "Somebody who may log in, x is the name: at every [inet_http_server], and at each "
                "[unix_http_server] that has a username. What a role may do holds for the web page and for "
                "XML-RPC; the username of a server is an admin.",
                false, {}, http_user_rows()),
        section("supervisord", "The daemon itself. This section must be there.", true, {},
                supervisord_rows()),
        section(
            "rpcinterface:supervisor",
            "The commands of supervisorctl and of the web page. Without this section only system.* calls are "
            "answered.",
            true, {}, rpcinterface_rows()),
        section("supervisorctl", "The client. It reads this section of the main file only.", true, {},
                supervisorctl_rows()),
        section("program:x", "A program to run; x is its name.", false, {}, program_rows(), process_rows()),
        section("eventlistener:x", "A program that receives events on its standard input.", false,
                "program:x", eventlistener_rows()),
        section("fcgi-program:x",
                "A program whose processes share one listening socket as their standard input.", false,
                "program:x", fcgi_program_rows()),
        section("group:x",
                "Programs that are started and stopped under one name. A program named here no longer is a "
                "group of "
                "its own.",
                false, {}, group_rows()),
        section("include", "Further files, read after this one; what they say replaces what was said before.",
                false, {}, include_options()),
        section("ctlplugin:x", "Python plug-ins of supervisorctl. Known, so that the message is clear.",
                false, {}, ctlplugin_options()),
    };
}

}  // namespace supervise::config
