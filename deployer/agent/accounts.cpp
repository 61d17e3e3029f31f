#include "agent/accounts.hpp"

#include <algorithm>
#include <functional>

#include "sys/number.hpp"

namespace deployer::agent {

namespace {

using Fields = std::vector<std::string>;

std::optional<unsigned> number(std::string_view text) {
    return supervise::whole_number<unsigned>(text);
}

/// Shows each line's fields until `look` is content.
void each_line(Host& host, const char* path, const std::function<bool(const Fields&)>& look) {
    const auto content = host.read_file(path, limits::max_account_file);
    if (!content)
        return;
    for (const std::string& line : split(*content, '\n'))
        if (!line.empty() && look(split(line, ':')))
            return;
}

std::optional<User> as_user(const Fields& fields) {
    if (fields.size() < 7)
        return std::nullopt;
    const auto uid = number(fields[2]);
    const auto gid = number(fields[3]);
    if (!uid || !gid)
        return std::nullopt;
    return User{fields[0], *uid, *gid, fields[4], fields[5], fields[6]};
}

std::optional<Group> as_group(const Fields& fields) {
    const auto gid = fields.size() < 4 ? std::nullopt : number(fields[2]);
    if (!gid)
        return std::nullopt;
    Group group{fields[0], *gid, split(fields[3], ',')};
    std::erase(group.members, "");
    return group;
}

std::optional<Fields> find_line(Host& host, const char* path, std::size_t field, const std::string& wanted) {
    std::optional<Fields> found;
    each_line(host, path, [&](const Fields& fields) {
        if (fields.size() <= field || fields[field] != wanted)
            return false;
        found = fields;
        return true;
    });
    return found;
}

}  // namespace

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    for (;;) {
        const std::size_t length = std::min(text.find(separator), text.size());
        parts.emplace_back(text.substr(0, length));
        if (length == text.size())
            return parts;
        text.remove_prefix(length + 1);
    }
}

supervise::Result<void> check_account_name(const std::string& name) {
    const bool bad = name.empty() || name.size() > 255 || name[0] == '-' ||
                     std::any_of(name.begin(), name.end(), [](char c) {
                         const auto byte = static_cast<unsigned char>(c);
                         return byte <= ' ' || byte == 0x7F || c == ':' || c == ',' || c == '/';
                     });
    return bad ? supervise::Result<void>(
                     supervise::fail("'" + one_line(name, 64) + "' cannot be the name of an account"))
               : supervise::Result<void>();
}

std::optional<Fields> Accounts::asked(const std::string& database, const std::string& key) {
    const auto [place, fresh] = asked_.try_emplace({database, key});
    if (!fresh && place->second)
        return place->second;
    // Who is not found may be created a moment later: only who was found is remembered.
    const auto finished = host_.run({.argv = {"getent", database, key}});
    if (finished && finished->good())
        place->second = split(split(finished->output, '\n').front(), ':');
    return place->second;
}

std::optional<User> Accounts::user(const std::string& name) {
    if (!check_account_name(name))
        return std::nullopt;
    auto line = find_line(host_, "/etc/passwd", 0, name);
    if (!line)
        line = asked("passwd", name);
    const auto user = line ? as_user(*line) : std::nullopt;
    // getent takes a number for a uid.
    return user && user->name == name ? user : std::nullopt;
}

std::optional<User> Accounts::user(unsigned uid) {
    auto line = find_line(host_, "/etc/passwd", 2, std::to_string(uid));
    if (!line)
        line = asked("passwd", std::to_string(uid));
    return line ? as_user(*line) : std::nullopt;
}

std::optional<Group> Accounts::group(const std::string& name) {
    if (!check_account_name(name))
        return std::nullopt;
    auto line = find_line(host_, "/etc/group", 0, name);
    if (!line)
        line = asked("group", name);
    const auto group = line ? as_group(*line) : std::nullopt;
    return group && group->name == name ? group : std::nullopt;
}

std::optional<std::string> Accounts::password(const std::string& login) {
    const auto line = find_line(host_, "/etc/shadow", 0, login);
    return line && line->size() > 1 ? std::optional((*line)[1]) : std::nullopt;
}

std::vector<std::string> Accounts::groups_of(const std::string& login) {
    std::vector<std::string> names;
    each_line(host_, "/etc/group", [&](const Fields& fields) {
        const auto group = as_group(fields);
        if (group && std::find(group->members.begin(), group->members.end(), login) != group->members.end())
            names.push_back(group->name);
        return false;
    });
    std::sort(names.begin(), names.end());
    return names;
}

std::optional<unsigned> Accounts::uid_of(const std::string& owner) {
    const auto found = user(owner);
    return found ? std::optional(found->uid) : number(owner);
}

std::optional<unsigned> Accounts::gid_of(const std::string& name) {
    const auto found = group(name);
    return found ? std::optional(found->gid) : number(name);
}

std::string Accounts::name_of_user(unsigned uid) {
    const auto found = user(uid);
    return found ? found->name : std::to_string(uid);
}

std::string Accounts::name_of_group(unsigned gid) {
    auto line = find_line(host_, "/etc/group", 2, std::to_string(gid));
    if (!line)
        line = asked("group", std::to_string(gid));
    return line ? line->front() : std::to_string(gid);
}

}  // namespace deployer::agent
