/// Accounts and groups of the machine. An interface, so that tests and fuzzers do not depend on /etc/passwd.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace supervise::sys {

struct Account {
    std::string name;
    unsigned uid = 0;
    unsigned gid = 0;  ///< primary group
    std::string home;
};

class Users {
public:
    virtual ~Users() = default;

    virtual std::optional<Account> by_name(const std::string& name) const = 0;
    virtual std::optional<Account> by_uid(unsigned uid) const = 0;
    virtual std::optional<unsigned> gid_of(const std::string& group) const = 0;
    virtual bool has_group(unsigned gid) const = 0;

    /// What setgroups() gets for an account: the primary group first, then every group that lists it
    /// (DAEMON-006).
    virtual std::vector<unsigned> groups_of(const Account& account) const = 0;
};

/// The machine's own (passwd, LDAP, ... as nsswitch.conf says). Not for use between fork and exec.
class SystemUsers final : public Users {
public:
    std::optional<Account> by_name(const std::string& name) const override;
    std::optional<Account> by_uid(unsigned uid) const override;
    std::optional<unsigned> gid_of(const std::string& group) const override;
    bool has_group(unsigned gid) const override;
    std::vector<unsigned> groups_of(const Account& account) const override;
};

/// Names of accounts, each asked for once: the answer may have to come from a server.
class AccountNames {
public:
    /// `users` outlives it.
    explicit AccountNames(const Users& users) : users_(users) {}

    /// "root"; the number for an account without a name.
    const std::string& of(unsigned uid);

private:
    const Users& users_;
    std::map<unsigned, std::string> names_;
};

}  // namespace supervise::sys
