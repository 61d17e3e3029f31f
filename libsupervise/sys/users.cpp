#include "sys/users.hpp"

#include <algorithm>
#include <cerrno>

#include <grp.h>
#include <pwd.h>
#include <unistd.h>

namespace supervise::sys {

namespace {

constexpr std::size_t first_buffer_bytes = 4096;
/// A group of 50,000 members takes about 1 MB.
constexpr std::size_t max_buffer_bytes = 16UL << 20U;
/// Names kept; then all are asked for anew.
constexpr std::size_t max_names = 1024;
constexpr int max_groups = 65'536;  // NGROUPS_MAX of Linux

/// Calls one of the get*_r functions with a buffer that grows until the record fits.
template <typename Record, typename Call>
bool look_up(Record& record, std::vector<char>& buffer, Call call) {
    for (buffer.resize(first_buffer_bytes);; buffer.resize(buffer.size() * 2)) {
        Record* found = nullptr;
        const int code = call(&record, buffer.data(), buffer.size(), &found);
        if (code == EINTR)
            continue;
        if (code != ERANGE || buffer.size() >= max_buffer_bytes)
            return code == 0 && found != nullptr;
    }
}

template <typename Call>
std::optional<Account> account(Call call) {
    struct passwd record {};
    std::vector<char> buffer;
    if (!look_up(record, buffer, call))
        return std::nullopt;
    return Account{record.pw_name, record.pw_uid, record.pw_gid, record.pw_dir};
}

template <typename Call>
std::optional<unsigned> group(Call call) {
    struct group record {};
    std::vector<char> buffer;
    if (!look_up(record, buffer, call))
        return std::nullopt;
    return record.gr_gid;
}

}  // namespace

std::optional<Account> SystemUsers::by_name(const std::string& name) const {
    return account([&](auto... rest) { return ::getpwnam_r(name.c_str(), rest...); });
}

std::optional<Account> SystemUsers::by_uid(unsigned uid) const {
    return account([&](auto... rest) { return ::getpwuid_r(uid, rest...); });
}

std::optional<unsigned> SystemUsers::gid_of(const std::string& name) const {
    return group([&](auto... rest) { return ::getgrnam_r(name.c_str(), rest...); });
}

bool SystemUsers::has_group(unsigned gid) const {
    return group([&](auto... rest) { return ::getgrgid_r(gid, rest...); }).has_value();
}

std::vector<unsigned> SystemUsers::groups_of(const Account& account) const {
    std::vector<gid_t> gids(32);
    for (;;) {
        int count = static_cast<int>(gids.size());
        if (::getgrouplist(account.name.c_str(), account.gid, gids.data(), &count) >= 0) {
            gids.resize(static_cast<std::size_t>(count));
            break;
        }
        if (gids.size() >= static_cast<std::size_t>(max_groups))
            break;
        gids.resize(gids.size() * 2);
    }
    return {gids.begin(), gids.end()};
}

const std::string& AccountNames::of(unsigned uid) {
    if (const auto known = names_.find(uid); known != names_.end())
        return known->second;
    if (names_.size() >= max_names)
        names_.clear();
    const auto account = users_.by_uid(uid);
    return names_[uid] = account ? account->name : std::to_string(uid);
}

}  // namespace supervise::sys
