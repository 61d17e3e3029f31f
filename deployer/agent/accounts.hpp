/// Users and groups of the host: from /etc/passwd and /etc/group, and, for names that are not there (LDAP,
/// SSSD), by `getent`: a static program cannot load the plug-ins that the C library asks.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "agent/host.hpp"

namespace deployer::agent {

struct User {
    std::string name;
    unsigned uid = 0, gid = 0;
    std::string comment, home, shell;
};

struct Group {
    std::string name;
    unsigned gid = 0;
    std::vector<std::string> members;
};

class Accounts {
public:
    explicit Accounts(Host& host) : host_(host) {}

    std::optional<User> user(const std::string& name);
    std::optional<User> user(unsigned uid);
    std::optional<Group> group(const std::string& name);
    /// The crypt text of /etc/shadow.
    std::optional<std::string> password(const std::string& login);
    /// The groups that list `login` as a member, sorted.
    std::vector<std::string> groups_of(const std::string& login);

    /// The number of an owner or group: by name, or a number as it stands.
    std::optional<unsigned> uid_of(const std::string& owner);
    std::optional<unsigned> gid_of(const std::string& group);
    /// For messages; the number where it has no name.
    std::string name_of_user(unsigned uid);
    std::string name_of_group(unsigned gid);

private:
    /// The line of `database` ("passwd", "group") with this name; `key` may be a number for getent.
    std::optional<std::vector<std::string>> asked(const std::string& database, const std::string& key);

    Host& host_;
    std::map<std::pair<std::string, std::string>, std::optional<std::vector<std::string>>> asked_;
};

/// Fails when a tool could take `name` for an option, or a line of /etc/passwd would be torn.
supervise::Result<void> check_account_name(const std::string& name);

std::vector<std::string> split(std::string_view text, char separator);

}  // namespace deployer::agent
