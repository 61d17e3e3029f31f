#include "agent/guard.hpp"

#include <array>

#include <fcntl.h>
#include <sys/stat.h>

namespace deployer::agent {

namespace {

/// Top-level folders of Linux systems, and those below them that belong to everybody.
constexpr std::array folder_names{
    "/",
    "/bin",
    "/boot",
    "/boot/efi",
    "/dev",
    "/etc",
    "/home",
    "/lib",
    "/lib32",
    "/lib64",
    "/libx32",
    "/lost+found",
    "/media",
    "/mnt",
    "/opt",
    "/proc",
    "/root",
    "/run",
    "/sbin",
    "/selinux",
    "/snap",
    "/srv",
    "/sys",
    "/tmp",
    "/usr",
    "/var",
    "/etc/cron.d",
    "/etc/default",
    "/etc/init.d",
    "/etc/logrotate.d",
    "/etc/profile.d",
    "/etc/security",
    "/etc/ssh",
    "/etc/ssl",
    "/etc/sudoers.d",
    "/etc/supervisor",
    "/etc/supervisor/conf.d",
    "/etc/sysconfig",
    "/etc/systemd",
    "/etc/systemd/system",
    "/run/lock",
    "/run/systemd",
    "/run/user",
    "/usr/bin",
    "/usr/include",
    "/usr/lib",
    "/usr/lib32",
    "/usr/lib64",
    "/usr/lib/systemd",
    "/usr/lib/systemd/system",
    "/usr/libexec",
    "/usr/local",
    "/usr/local/bin",
    "/usr/local/etc",
    "/usr/local/lib",
    "/usr/local/sbin",
    "/usr/local/share",
    "/usr/sbin",
    "/usr/share",
    "/usr/share/man",
    "/usr/share/doc",
    "/usr/src",
    "/var/backups",
    "/var/cache",
    "/var/empty",
    "/var/lib",
    "/var/local",
    "/var/lock",
    "/var/log",
    "/var/mail",
    "/var/opt",
    "/var/run",
    "/var/spool",
    "/var/spool/cron",
    "/var/tmp",
};

bool same(const struct stat& one, const struct stat& other) {
    return one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

}  // namespace

std::span<const char* const> system_folders() {
    return folder_names;
}

bool is_mount_point(int parent, int folder) {
    struct statx detail = {};
    if (::statx(folder, "", AT_EMPTY_PATH, STATX_BASIC_STATS, &detail) == 0 &&
        (detail.stx_attributes_mask & STATX_ATTR_MOUNT_ROOT) != 0)
        return (detail.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0;
    // A kernel before 5.8 tells only other file systems.
    struct stat above = {};
    struct stat here = {};
    return ::fstat(parent, &above) == 0 && ::fstat(folder, &here) == 0 && above.st_dev != here.st_dev;
}

bool is_system_name(int parent, const std::string& name) {
    struct stat here = {};
    if (::fstat(parent, &here) != 0)
        return true;
    for (const std::string path : folder_names) {
        const std::size_t slash = path.rfind('/');
        struct stat known = {};
        if (path.substr(slash + 1) == name && ::stat(path.substr(0, slash + 1).c_str(), &known) == 0 &&
            same(known, here))
            return true;
    }
    return false;
}

std::optional<std::string> why_kept(int parent, int folder) {
    struct stat status = {};
    if (::fstat(folder, &status) != 0)
        return "it cannot be looked at";
    for (const char* path : folder_names) {
        struct stat known = {};
        if (::stat(path, &known) == 0 && same(known, status))
            return "it is " + std::string(path) + ", a folder of the system";
    }
    if (is_mount_point(parent, folder))
        return "it is a mount point";
    return std::nullopt;
}

}  // namespace deployer::agent
