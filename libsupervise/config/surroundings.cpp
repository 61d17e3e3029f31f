#include "config/surroundings.hpp"

#include <limits>

#include <fmt/core.h>

#include "config/limits.hpp"
#include "config/path.hpp"
#include "config/text.hpp"
#include "config/values.hpp"

namespace supervise::config {

namespace {

/// A uid or gid written as a number; nothing when the text is no number at all.
struct NumericId {
    bool in_range = false;
    unsigned id = 0;
};

std::optional<NumericId> numeric_id(std::string_view text) {
    const auto number = python_integer(text);
    if (!number)
        return std::nullopt;
    const auto value = wide_integer(text);
    // The largest one means "unchanged" to chown and setuid.
    if (*value < 0 || *value >= std::numeric_limits<unsigned>::max())
        return NumericId{};
    return NumericId{true, static_cast<unsigned>(*value)};
}

}  // namespace

std::optional<std::string> Places::variable(std::string_view name) const {
    for (const auto& [known, value] : around_.environment)
        if (known == name)
            return value;
    return std::nullopt;
}

std::string Places::expand_home(std::string_view text) const {
    return config::expand_home(text, [this](std::string_view user) -> std::optional<std::string> {
        if (user.empty())
            if (auto home = variable("HOME"))
                return home;
        const auto account =
            user.empty() ? around_.users.by_uid(around_.uid) : around_.users.by_name(std::string(user));
        return account ? std::optional(account->home) : std::nullopt;
    });
}

std::string Places::normal_path(std::string_view text) const {
    return absolute_path(expand_home(text), around_.cwd);
}

bool Places::is_folder(const std::string& path) const {
    const auto known = folders_.find(path);
    if (known != folders_.end())
        return known->second;
    return folders_.emplace(path, around_.files.is_directory(join_path(around_.cwd, path))).first->second;
}

Parsed<std::string> Places::existing_directory(std::string_view text) const {
    if (!text.empty())
        if (std::string path = normal_path(text); is_folder(path))
            return path;
    return fault(fmt::format("{} is not an existing directory", text), "create it, or name another one");
}

Parsed<std::string> Places::existing_dirpath(std::string_view text) const {
    std::string path = expand_home(text);
    const std::string folder = directory_of(path);
    if (folder.empty() || is_folder(folder))
        return path;
    return fault(fmt::format("The directory named as part of the path {} does not exist", text),
                 fmt::format("create {}, or name another file", folder));
}

Parsed<LogFile> Places::log_file(std::string_view text, bool may_make_folder) const {
    const std::string word = lower(text);
    if (word == "none" || word == "off")
        return LogFile{{LogTarget::Kind::none, {}}};
    if (word == "auto")
        return LogFile{{LogTarget::Kind::automatic, {}}};
    if (word == "syslog")
        return LogFile{{LogTarget::Kind::none, {}}, true};
    if (word == "journal")
        return LogFile{{LogTarget::Kind::none, {}}, false, true};
    auto path = may_make_folder ? Parsed<std::string>(expand_home(text)) : existing_dirpath(text);
    if (!path) {
        path.error().remedy += ", or set logfile_mkdir=true";
        return tl::unexpected<Fault>(std::move(path.error()));
    }
    return LogFile{{LogTarget::Kind::path, std::move(*path)}};
}

void name_logfile(DaemonConfig& daemon, const std::string& text, const Places& places) {
    daemon.logfile_syslog = text == "syslog";
    daemon.logfile_journal = text == "journal";
    const bool file = !daemon.logfile_syslog && !daemon.logfile_journal;
    daemon.logfile = file ? places.normal_path(text) : std::string();
}

Parsed<std::string> Places::secret_file(std::string_view text) const {
    const std::string path = normal_path(strip(text));
    auto content = around_.files.read(path, limits::max_secret_bytes, sys::FileSource::Accept::regular_file);
    if (!content)
        return fault(fmt::format("cannot read {}: {}", path, content.error().message),
                     "create it with the password on its first line, for the daemon's account to read");
    if (around_.files.is_own_and_readable_by_others(path))
        return fault(fmt::format("{} can be read by others", path), fmt::format("chmod o-r {}", path));
    std::string secret = content->substr(0, content->find('\n'));
    if (secret.ends_with('\r'))
        secret.pop_back();
    if (secret.empty())
        return fault(fmt::format("the first line of {} is empty", path), "write the password there");
    return secret;
}

Parsed<unsigned> Places::user(std::string_view text) const {
    const auto known = users_.find(std::string(text));
    if (known != users_.end())
        return known->second;
    return users_.emplace(std::string(text), look_up_user(text)).first->second;
}

Parsed<unsigned> Places::look_up_user(std::string_view text) const {
    constexpr const char* remedy = "create the account, or name another one";
    if (const auto number = numeric_id(text)) {
        if (number->in_range && around_.users.by_uid(number->id))
            return number->id;
        return fault(fmt::format("Invalid user id {}", text), remedy,
                     fmt::format("no account has the uid {}", text));
    }
    if (const auto account = around_.users.by_name(std::string(text)))
        return account->uid;
    return fault(fmt::format("Invalid user name {}", text), remedy,
                 fmt::format("there is no account {}", python_repr(text)));
}

Parsed<unsigned> Places::group(std::string_view text) const {
    if (const auto number = numeric_id(text)) {
        if (number->in_range && around_.users.has_group(number->id))
            return number->id;
        return fault(fmt::format("Invalid group id {}", text));
    }
    if (const auto gid = around_.users.gid_of(std::string(text)))
        return *gid;
    return fault(fmt::format("Invalid group name {}", text));
}

Parsed<Owner> Places::user_and_group(std::string_view text) const {
    const std::size_t colon = text.find(':');
    const auto uid = user(text.substr(0, colon));
    if (!uid)
        return tl::unexpected<Fault>(uid.error());
    if (colon == std::string_view::npos)
        return Owner{*uid, std::nullopt};
    const auto gid = group(text.substr(colon + 1));
    if (!gid)
        return tl::unexpected<Fault>(gid.error());
    return Owner{*uid, *gid};
}

}  // namespace supervise::config
