#include <algorithm>
#include <cerrno>
#include <set>

#include <fcntl.h>
#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent/file_state.hpp"
#include "agent/home.hpp"
#include "agent/new_file.hpp"
#include "agent/operations.hpp"

namespace deployer::agent {

namespace {

using supervise::fail;
using supervise::fail_errno;
using supervise::Result;
using supervise::sys::Fd;
using task::EnsureKeys;

/// While it lives, the agent is that user to the file system: a home belongs to somebody who may lead root
/// astray, but nobody astray further than he could go himself.
class As {
public:
    static Result<As> user(const User& user) {
        As as;
        if (::geteuid() == user.uid)
            return as;
        if (::geteuid() != 0)
            return fail("only root can change the keys of another user");
        const int count = ::getgroups(0, nullptr);
        as.groups_.resize(static_cast<std::size_t>(std::max(count, 0)));
        if (count < 0 || ::getgroups(count, as.groups_.data()) < 0)
            return fail_errno("cannot become user '" + user.name + "'", errno);
        as.gid_ = ::getegid();
        as.other_ = true;
        const gid_t own = user.gid;
        if (::setgroups(1, &own) != 0 || ::setegid(user.gid) != 0 || ::seteuid(user.uid) != 0)
            return fail_errno("cannot become user '" + user.name + "'", errno);
        return as;
    }

    As(As&& other) noexcept
        : other_(std::exchange(other.other_, false)), gid_(other.gid_), groups_(std::move(other.groups_)) {}
    As& operator=(As&&) = delete;
    ~As() {
        if (!other_)
            return;
        // Going on as somebody else would be worse than not going on.
        if (::seteuid(0) != 0 || ::setegid(gid_) != 0 || ::setgroups(groups_.size(), groups_.data()) != 0)
            ::_exit(1);
    }

private:
    As() = default;

    bool other_ = false;
    gid_t gid_ = 0;
    std::vector<gid_t> groups_;
};

bool is_key_type(const std::string& word) {
    return word.compare(0, 4, "ssh-") == 0 || word.compare(0, 11, "ecdsa-sha2-") == 0 ||
           word.compare(0, 3, "sk-") == 0;
}

/// What makes a key that key: its type and its blob, behind whatever options and before whatever comment.
/// Empty for a line that holds none.
std::string identity(const std::string& line) {
    std::vector<std::string> words(1);
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (c == '"' && (i == 0 || line[i - 1] != '\\'))
            quoted = !quoted;
        if ((c == ' ' || c == '\t' || c == '\r') && !quoted)
            words.emplace_back();
        else
            words.back() += c;
    }
    std::erase(words, "");
    if (words.empty() || words[0][0] == '#')
        return "";
    for (std::size_t i = 0; i + 1 < words.size(); ++i)
        if (is_key_type(words[i]))
            return words[i] + " " + words[i + 1];
    return "";
}

/// The lines with keys in what the key files hold.
Result<std::vector<std::string>> wanted_lines(const EnsureKeys& operation) {
    std::vector<std::string> lines;
    for (const std::string& text : operation.keys)
        for (std::string line : split(text, '\n')) {
            while (!line.empty() && (line.back() == '\r' || line.back() == ' '))
                line.pop_back();
            if (line.empty() || line[0] == '#')
                continue;
            if (identity(line).empty())
                return fail("a key for user '" + operation.user +
                            "' is not a public key of OpenSSH (\"ssh-ed25519 AAAA... name\")");
            lines.push_back(line);
        }
    return lines;
}

/// The file's new text.
std::string merged(const std::string& text, const std::vector<std::string>& wanted, bool present) {
    std::set<std::string> keys;
    for (const std::string& line : wanted)
        keys.insert(identity(line));
    std::string result;
    std::set<std::string> have;
    auto lines = split(text, '\n');
    if (lines.back().empty())
        lines.pop_back();
    for (const std::string& line : lines) {
        const std::string key = identity(line);
        if (!present && keys.contains(key))
            continue;
        have.insert(key);
        result += line + "\n";
    }
    for (const std::string& line : wanted)
        if (present && have.insert(identity(line)).second)
            result += line + "\n";
    return result;
}

/// ~/.ssh, open, as sshd wants it; nothing when it is not there and is not to be made.
Result<std::optional<Fd>> open_ssh(Context& context, const User& user, bool make, bool& adjusted) {
    const Fd home(::open(user.home.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!home)
        return fail_errno("home '" + user.home + "' of user '" + user.name + "'", errno);
    Fd ssh(::openat(home.get(), ".ssh", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!ssh && errno == ENOENT) {
        adjusted = make;
        if (!make || context.begin.check)
            return std::optional<Fd>();
        if (::mkdirat(home.get(), ".ssh", 0700) != 0)
            return fail_errno("cannot make '" + user.home + "/.ssh'", errno);
        ssh = Fd(::openat(home.get(), ".ssh", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    }
    struct stat status = {};
    if (!ssh || ::fstat(ssh.get(), &status) != 0)
        return fail_errno("'" + user.home + "/.ssh'", errno);
    if (status.st_uid != user.uid)
        return fail("'" + user.home + "/.ssh' does not belong to user '" + user.name + "'");
    if ((status.st_mode & 07777) != 0700 && make) {
        adjusted = true;
        if (!context.begin.check && ::fchmod(ssh.get(), 0700) != 0)
            return fail_errno("cannot change the mode of '" + user.home + "/.ssh'", errno);
    }
    return std::optional(std::move(ssh));
}

Result<std::string> read_keys(const Fd& ssh, const std::string& path, bool& private_file) {
    const Fd fd(::openat(ssh.get(), "authorized_keys", O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    struct stat status = {};
    if (!fd && errno == ENOENT)
        return "";
    if (!fd || ::fstat(fd.get(), &status) != 0)
        return fail_errno("'" + path + "'", errno);
    if (!S_ISREG(status.st_mode))
        return fail("'" + path + "' is not a regular file");
    private_file = (status.st_mode & 07777) == 0600 && status.st_uid == ::geteuid();
    std::string text(static_cast<std::size_t>(status.st_size), '\0');
    if (text.size() > limits::max_authorized_keys)
        return fail("'" + path + "' is larger than " + std::to_string(limits::max_authorized_keys) +
                    " bytes");
    const ssize_t length = ::pread(fd.get(), text.data(), text.size(), 0);
    if (length < 0)
        return fail_errno("read '" + path + "'", errno);
    text.resize(static_cast<std::size_t>(length));
    return text;
}

task::Answer change(Context& context, const EnsureKeys& operation, const User& user,
                    const std::vector<std::string>& wanted) {
    const auto as = As::user(user);
    if (!as)
        return failed(as.error());
    const std::string path = user.home + "/.ssh/authorized_keys";
    bool adjusted = false;
    auto ssh = open_ssh(context, user, operation.present, adjusted);
    if (!ssh)
        return failed(ssh.error());
    if (!*ssh)
        return operation.present ? changed("keys added") : ok();
    bool private_file = false;
    const auto text = read_keys(**ssh, path, private_file);
    if (!text)
        return failed(text.error());
    const std::string next = merged(*text, wanted, operation.present);
    const bool rewrite = next != *text || (operation.present && !private_file);
    task::Answer answer =
        rewrite || adjusted ? changed(operation.present ? "keys added" : "keys removed") : ok();
    if (rewrite && context.begin.diff) {
        answer.before = shown_text(*text);
        answer.after = shown_text(next);
    }
    if (!rewrite || context.begin.check)
        return answer;
    const Place place{std::move(**ssh), "authorized_keys"};
    auto file = NewFile::create(place, path);
    if (!file)
        return failed(file.error());
    if (auto written = file->write(next); !written)
        return failed(written.error());
    const auto done = file->commit({user.uid, user.gid, 0600});
    return done ? answer : failed(done.error());
}

}  // namespace

task::Answer perform(Context& context, const EnsureKeys& operation) {
    const auto wanted = wanted_lines(operation);
    if (!wanted)
        return failed(wanted.error());
    const auto user = context.accounts.user(operation.user);
    if (!user) {
        if (!operation.present)
            return ok();
        if (context.forecast.users.contains(operation.user))
            return changed("keys added");
        return failed("user '" + operation.user + "' DOES NOT EXIST");
    }
    if (!operation.present && !context.host.exists(user->home))
        return ok();
    const auto made = ensure_home(context, *user);
    if (!made)
        return failed(made.error());
    if (*made && context.begin.check)
        return changed("home created, keys added");
    return change(context, operation, *user, *wanted);
}

}  // namespace deployer::agent
