/// Files and accounts that exist only in a test, and a load among them.
#pragma once

#include <cerrno>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "config/load.hpp"
#include "config/path.hpp"
#include "sys/file_source.hpp"
#include "sys/users.hpp"

namespace supervise::fake {

class FileSource final : public sys::FileSource {
public:
    std::map<std::string, std::string> files;
    std::set<std::string> folders{"/", "/dev", "/tmp", "/etc", "/base", "/home/ann"};
    std::set<std::string> fifos;
    std::set<std::string> readable;  ///< by others
    std::set<std::string> unreadable;
    std::set<std::string> writable;  ///< by others
    std::set<std::string> exposed;   ///< our own, and others can read them
    std::set<std::string> executables{"/bin/cat"};
    std::map<std::string, std::vector<sys::PathStatus>> ways;  ///< by absolute path of the file
    std::map<std::string, sys::PathStatus> opened;             ///< what is read under that path

    Result<std::string> read(const std::string& path, std::size_t max_bytes, Accept accept) const override {
        if (folders.contains(path))
            return fail(errno_text(EISDIR), EISDIR);
        if (fifos.contains(path) && accept == Accept::regular_file)
            return fail("not a regular file", ESPIPE);
        const auto found = files.find(path);
        if (found == files.end())
            return fail(errno_text(ENOENT), ENOENT);
        if (unreadable.contains(path))
            return fail(errno_text(EACCES), EACCES);
        if (found->second.size() > max_bytes)
            return fail("the file is too large", EFBIG);
        return found->second;
    }
    Result<std::string> read_opened(const std::string& path, std::size_t max_bytes, Accept accept,
                                    sys::PathStatus& status) const override {
        if (const auto found = opened.find(path); found != opened.end())
            status = found->second;
        return read(path, max_bytes, accept);
    }
    bool is_readable_by_others(const std::string& path) const override { return readable.contains(path); }
    bool exists(const std::string& path) const override {
        return files.contains(path) || fifos.contains(path) || is_directory(path) ||
               executables.contains(path);
    }
    bool is_directory(const std::string& path) const override {
        return folders.contains(config::absolute_path(path, "/"));
    }
    bool is_executable(const std::string& path) const override { return executables.contains(path); }
    bool is_writable_by_others(const std::string& path) const override { return writable.contains(path); }
    bool is_own_and_readable_by_others(const std::string& path) const override {
        return exposed.contains(path);
    }
    std::vector<sys::PathStatus> way_to(const std::string& path) const override {
        const auto found = ways.find(path);
        return found == ways.end() ? std::vector<sys::PathStatus>{} : found->second;
    }
    bool has_entry(const std::string& path) const override { return exists(path); }

    std::vector<std::string> names_in(const std::string& folder) const override {
        std::set<std::string> names;
        const std::string normal = config::absolute_path(folder, "/");
        const std::string prefix = normal == "/" ? "/" : normal + "/";
        const auto add = [&](const std::string& path) {
            if (path.size() > prefix.size() && path.starts_with(prefix))
                names.insert(path.substr(prefix.size(), path.find('/', prefix.size()) - prefix.size()));
        };
        for (const auto& file : files)
            add(file.first);
        for (const auto& path : fifos)
            add(path);
        for (const auto& path : folders)
            add(path);
        return {names.begin(), names.end()};
    }
};

class Users final : public sys::Users {
public:
    std::vector<sys::Account> accounts{
        {"root", 0, 0, "/root"}, {"ann", 1000, 100, "/home/ann"}, {"nobody", 65534, 65534, "/nonexistent"}};
    std::map<std::string, unsigned> groups{{"root", 0}, {"users", 100}, {"nogroup", 65534}};

    std::optional<sys::Account> by_name(const std::string& name) const override {
        for (const sys::Account& account : accounts)
            if (account.name == name)
                return account;
        return std::nullopt;
    }
    std::optional<sys::Account> by_uid(unsigned uid) const override {
        for (const sys::Account& account : accounts)
            if (account.uid == uid)
                return account;
        return std::nullopt;
    }
    std::optional<unsigned> gid_of(const std::string& group) const override {
        const auto found = groups.find(group);
        return found == groups.end() ? std::nullopt : std::optional(found->second);
    }
    bool has_group(unsigned gid) const override {
        for (const auto& group : groups)
            if (group.second == gid)
                return true;
        return false;
    }
    std::vector<unsigned> groups_of(const sys::Account& account) const override { return {account.gid}; }
};

/// Finds the faults it is told of, by file.
class TlsCheck final : public sys::TlsCheck {
public:
    std::map<std::string, sys::TlsFault> faults;
    std::chrono::seconds life = std::chrono::hours(24 * 90);

    tl::expected<std::chrono::seconds, sys::TlsFault> look_into(const sys::TlsFiles& tls) const override {
        for (const std::string& path : {tls.certificate, tls.key, tls.authorities})
            if (const auto found = faults.find(path); found != faults.end())
                return tl::unexpected(found->second);
        return life;
    }
};

/// A machine called `box` with one configuration, /base/c.conf, read as `c.conf` from /base by ann.
struct ConfigWorld {
    FileSource files;
    Users users;
    TlsCheck certificates;
    config::Surroundings around{
        files, users, "/base", "box", "/tmp", 1000, {{"HOME", "/home/ann"}, {"X", "xval"}}, &certificates};

    config::LoadResult load(std::string text, config::Depth depth = config::Depth::model) {
        files.files["/base/c.conf"] = std::move(text);
        return config::load("c.conf", around, depth);
    }
    config::CtlLoadResult load_ctl(std::string text) {
        files.files["/base/c.conf"] = std::move(text);
        return config::load_ctl("c.conf", around);
    }
    /// Supervisor's error, or "" when it loads.
    std::string error(std::string text) { return load(std::move(text)).error.value_or(""); }
};

}  // namespace supervise::fake
