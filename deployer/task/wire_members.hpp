/// The members of each operation by the names they have on the wire: one table, for writing and for reading.
/// A new member is one line here, a new operation one function and one name.
#pragma once

#include <array>
#include <concepts>
#include <string_view>
#include <type_traits>

#include "task/operation.hpp"

namespace deployer::task::wire {

/// `T` or `const T`: what is written is const, what is read is not.
template <typename O, typename T>
concept Is = std::same_as<std::remove_const_t<O>, T>;

/// In the order of `Operation`.
inline constexpr std::array<std::string_view, std::variant_size_v<Operation>> names{
    "EnsureFile",     "EnsureFolder", "EnsureAbsent", "EnsureGroup", "EnsureUser", "CheckAccount",
    "RemoveUser",     "RemoveGroup",  "EndSessions",  "EnsureKeys",  "UnitState",  "EnsureUnit",
    "ReloadUnits",    "Download",     "Exchange",     "ReadFile",    "ListFolder", "ProcessMemory",
    "ProgramVersion", "RemoveAgent",  "RestoreFile"};

/// The words of an enumeration, in its order.
template <typename E>
inline constexpr std::array<std::string_view, 0> words{};
template <>
inline constexpr std::array<std::string_view, 2> words<EnsureAbsent::Kind>{"file", "tree"};
template <>
inline constexpr std::array<std::string_view, 2> words<CheckAccount::Kind>{"user", "group"};
template <>
inline constexpr std::array<std::string_view, 5> words<UnitAction>{"none", "start", "stop", "restart",
                                                                   "reload"};
template <>
inline constexpr std::array<std::string_view, 3> words<Status>{"ok", "changed", "failed"};

template <typename V, Is<Ownership> O>
void members(V& visit, O& o) {
    visit("owner", o.owner);
    visit("group", o.group);
    visit("mode", o.mode);
}

template <typename V, Is<Content> O>
void members(V& visit, O& o) {
    visit("sha256", o.sha256);
    visit("size", o.size);
}

template <typename V, Is<Alternative> O>
void members(V& visit, O& o) {
    visit("lines", o.lines);
    visit("content", o.content);
}

template <typename V, Is<EnsureFile> O>
void members(V& visit, O& o) {
    visit("path", o.path);
    visit("ownership", o.ownership);
    visit("content", o.content);
    visit("secret", o.secret);
    visit("validate", o.validate);
    visit("package_guard", o.package_guard);
    visit("alternative", o.alternative);
    visit("keep_previous", o.keep_previous);
}

template <typename V, Is<RestoreFile> O>
void members(V& visit, O& o) {
    visit("path", o.path);
    visit("new_goes", o.new_goes);
}

template <typename V, Is<EnsureFolder> O>
void members(V& visit, O& o) {
    visit("path", o.path);
    visit("ownership", o.ownership);
}

template <typename V, Is<EnsureAbsent> O>
void members(V& visit, O& o) {
    visit("path", o.path);
    visit("kind", o.kind);
    visit("only_created", o.only_created);
    visit("keep", o.keep);
}

template <typename V, Is<EnsureGroup> O>
void members(V& visit, O& o) {
    visit("name", o.name);
    visit("system", o.system);
}

template <typename V, Is<EnsureUser> O>
void members(V& visit, O& o) {
    visit("login", o.login);
    visit("comment", o.comment);
    visit("group", o.group);
    visit("groups", o.groups);
    visit("password", o.password);
    visit("system", o.system);
    visit("create_home", o.create_home);
}

template <typename V, Is<CheckAccount> O>
void members(V& visit, O& o) {
    visit("kind", o.kind);
    visit("name", o.name);
}

template <typename V, Is<RemoveUser> O>
void members(V& visit, O& o) {
    visit("login", o.login);
    visit("remove_home", o.remove_home);
    visit("keep", o.keep);
}

template <typename V, Is<RemoveGroup> O>
void members(V& visit, O& o) {
    visit("name", o.name);
}

template <typename V, Is<EndSessions> O>
void members(V& visit, O& o) {
    visit("login", o.login);
    visit("remove_home", o.remove_home);
}

template <typename V, Is<EnsureKeys> O>
void members(V& visit, O& o) {
    visit("user", o.user);
    visit("keys", o.keys);
    visit("present", o.present);
}

template <typename V, Is<UnitState> O>
void members(V& visit, O& o) {
    visit("unit", o.unit);
}

template <typename V, Is<EnsureUnit> O>
void members(V& visit, O& o) {
    visit("unit", o.unit);
    visit("enabled", o.enabled);
    visit("action", o.action);
    visit("absent_is_fine", o.absent_is_fine);
}

template <typename V, Is<ReloadUnits> O>
void members(V& /*visit*/, O& /*o*/) {}

template <typename V, Is<Download> O>
void members(V& visit, O& o) {
    visit("url", o.url);
    visit("path", o.path);
    visit("ownership", o.ownership);
    visit("sha256", o.sha256);
    visit("username", o.username);
    visit("password", o.password);
    visit("validate_certs", o.validate_certs);
    visit("force_basic_auth", o.force_basic_auth);
    visit("secret", o.secret);
}

template <typename V, Is<Exchange> O>
void members(V& visit, O& o) {
    visit("socket", o.socket);
    visit("request", o.request);
    visit("timeout_seconds", o.timeout_seconds);
}

template <typename V, Is<ReadFile> O>
void members(V& visit, O& o) {
    visit("path", o.path);
    visit("limit", o.limit);
    visit("from_end", o.from_end);
}

template <typename V, Is<ListFolder> O>
void members(V& visit, O& o) {
    visit("path", o.path);
    visit("only_created", o.only_created);
}

template <typename V, Is<ProcessMemory> O>
void members(V& visit, O& o) {
    visit("pids", o.pids);
}

template <typename V, Is<ProgramVersion> O>
void members(V& visit, O& o) {
    visit("path", o.path);
}

template <typename V, Is<RemoveAgent> O>
void members(V& /*visit*/, O& /*o*/) {}

template <typename V, Is<Answer> O>
void members(V& visit, O& o) {
    visit("status", o.status);
    visit("message", o.message);
    visit("value", o.value);
    visit("before", o.before);
    visit("after", o.after);
    visit("modified", o.modified);
    visit("now", o.now);
}

}  // namespace deployer::task::wire
