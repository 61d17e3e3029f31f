#include "agent/package_owner.hpp"

#include <array>
#include <string_view>
#include <vector>

#include "task/paths.hpp"

namespace deployer::agent {

namespace {

/// Packages of a host whose /bin is a link to /usr/bin may know a file under either name.
std::vector<std::string> names_of(const std::string& path) {
    std::vector<std::string> names{path};
    for (const std::string_view folder : {"/bin/", "/sbin/", "/lib/"}) {
        const std::string below_usr = "/usr" + std::string(folder);
        if (path.compare(0, folder.size(), folder) == 0)
            names.push_back("/usr" + path);
        else if (path.compare(0, below_usr.size(), below_usr) == 0)
            names.push_back(path.substr(4));
    }
    return names;
}

}  // namespace

std::optional<std::string> package_owner(Host& host, const std::string& path) {
    for (const std::string& name : names_of(path)) {
        // "supervisor: /usr/bin/supervisord"
        if (const auto dpkg = host.run({.argv = {"dpkg-query", "-S", task::literal_pattern(name)}});
            dpkg && dpkg->good())
            return one_line(dpkg->output.substr(0, dpkg->output.find(": ")), 100);
        if (const auto rpm = host.run({.argv = {"rpm", "-qf", "--queryformat", "%{NAME}", name}});
            rpm && rpm->good())
            return one_line(rpm->output, 100);
    }
    return std::nullopt;
}

}  // namespace deployer::agent
