/// The tools for accounts, changing the fake host's account files as the real ones do.
#pragma once

#include "fake_host.hpp"

namespace deployer::agent::fake {

/// The argument behind `option`; empty when there is none.
inline std::string argument(const Command& command, const std::string& option) {
    const auto found = std::find(command.argv.begin(), command.argv.end(), option);
    return found == command.argv.end() || found + 1 == command.argv.end() ? "" : *(found + 1);
}

inline bool has(const Command& command, const std::string& option) {
    return std::find(command.argv.begin(), command.argv.end(), option) != command.argv.end();
}

/// Takes the line of `name` out of an account file.
inline void remove_line(std::string& file, const std::string& name) {
    const std::size_t begin = ("\n" + file).find("\n" + name + ":");
    if (begin != std::string::npos)
        file.erase(begin, file.find('\n', begin) - begin + 1);
}

/// Installs groupadd, groupdel, useradd, userdel, usermod and chpasswd.
inline void install_account_tools(FakeHost& host) {
    host.programs["groupadd"] = [&host](const Command& command) {
        host.files["/etc/group"] += command.argv.back() + ":x:7001:\n";
        return Finished{};
    };
    host.programs["groupdel"] = [&host](const Command& command) {
        remove_line(host.files["/etc/group"], command.argv.back());
        return Finished{};
    };
    host.programs["useradd"] = [&host](const Command& command) {
        if (has(command, "-D"))
            return Finished{.output = "GROUP=100\nHOME=" + host.homes + "\nINACTIVE=-1\n"};
        const std::string& login = command.argv.back();
        if (has(command, "-U"))
            host.files["/etc/group"] += login + ":x:7002:\n";
        host.files["/etc/passwd"] +=
            login + ":x:7002:7002:" + argument(command, "-c") + ":" + host.homes + "/" + login + ":/bin/sh\n";
        return Finished{};
    };
    host.programs["userdel"] = [&host](const Command& command) {
        remove_line(host.files["/etc/passwd"], command.argv.back());
        remove_line(host.files["/etc/group"], command.argv.back());
        return Finished{};
    };
    for (const char* name : {"usermod", "chpasswd"})
        host.answers(name, {});
}

}  // namespace deployer::agent::fake
