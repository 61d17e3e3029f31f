#include "agent/ledger.hpp"

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent/accounts.hpp"
#include "agent/kernel_host.hpp"
#include "agent/limits.hpp"

namespace deployer::agent {

namespace {

using supervise::fail;
using supervise::fail_errno;
using supervise::Result;
using supervise::sys::Fd;

constexpr const char* journal_name = "ledger";
constexpr const char* new_name = "ledger.new";
constexpr std::string_view kinds = "fdughw";

/// Without tabs and line ends, which separate.
std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (c == '\\' || c == '\n' || c == '\t')
            result += '\\';
        result += c == '\n' ? 'n' : c == '\t' ? 't' : c;
    }
    return result;
}

std::string unescaped(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size()) {
            ++i;
            result += text[i] == 'n' ? '\n' : text[i] == 't' ? '\t' : text[i];
        } else {
            result += text[i];
        }
    }
    return result;
}

std::string line_of(char kind, std::string_view name, std::string_view note) {
    return std::string("+") + kind + "\t" + escaped(name) + "\t" + escaped(note) + "\n";
}

}  // namespace

void Ledger::load() {
    if (loaded_)
        return;
    loaded_ = true;
    const auto content = folder_.read(journal_name, limits::max_ledger);
    if (!content)
        return;
    size_ = static_cast<std::int64_t>(content->size());
    std::string_view rest = *content;
    for (std::size_t end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
        const auto fields = split(rest.substr(0, end), '\t');
        rest.remove_prefix(end + 1);
        ++lines_;
        if (fields.size() < 2 || fields[0].size() != 2 || kinds.find(fields[0][1]) == std::string_view::npos)
            continue;
        Key key{fields[0][1], unescaped(fields[1])};
        if (fields[0][0] == '+' && fields.size() == 3)
            entries_[std::move(key)] = unescaped(fields[2]);
        else if (fields[0][0] == '-')
            entries_.erase(key);
    }
}

bool Ledger::has(Made kind, const std::string& name) {
    return note(kind, name).has_value();
}

std::optional<std::string> Ledger::note(Made kind, const std::string& name) {
    load();
    const auto found = entries_.find({static_cast<char>(kind), name});
    return found == entries_.end() ? std::nullopt : std::optional(found->second);
}

bool Ledger::made_path(const std::string& path) {
    return has(Made::file, path) || has(Made::folder, path);
}

Result<void> Ledger::append(const std::string& line) {
    if (!journal_) {
        auto opened = folder_.open(journal_name, O_RDWR | O_APPEND | O_CREAT);
        if (!opened)
            return tl::unexpected(opened.error());
        journal_ = std::move(*opened);
        // Behind a torn line a new one would be torn as well.
        char last = '\n';
        const off_t size = ::lseek(journal_.get(), 0, SEEK_END);
        if (size > 0 && ::pread(journal_.get(), &last, 1, size - 1) == 1 && last != '\n') {
            if (auto ended = supervise::sys::write_all(journal_.get(), "\n"); !ended)
                return ended;
            ++size_;
        }
    }
    if (auto written = supervise::sys::write_all(journal_.get(), line); !written)
        return fail("cannot note in the ledger what is created: " + written.error().message,
                    written.error().code);
    ++lines_;
    size_ += static_cast<std::int64_t>(line.size());
    return {};
}

void Ledger::catch_up() {
    if (!loaded_)
        return;
    struct stat status = {};
    const auto journal = folder_.open(journal_name, O_RDONLY);
    const bool is_there = journal && ::fstat(journal->get(), &status) == 0;
    if ((is_there ? status.st_size : 0) == size_)
        return;
    loaded_ = false;
    lines_ = 0;
    size_ = 0;
    entries_.clear();
    journal_.reset();
}

Result<void> Ledger::add(Made kind, const std::string& name, const std::string& text) {
    if (note(kind, name) == text)
        return {};
    if (auto added = append(line_of(static_cast<char>(kind), name, text)); !added)
        return added;
    entries_[{static_cast<char>(kind), name}] = text;
    return {};
}

Result<void> Ledger::drop(Made kind, const std::string& name) {
    if (!has(kind, name))
        return {};
    if (auto added = append(std::string("-") + static_cast<char>(kind) + "\t" + escaped(name) + "\n"); !added)
        return added;
    entries_.erase({static_cast<char>(kind), name});
    return {};
}

Result<void> Ledger::drop_paths(const std::string& path) {
    load();
    const std::string below = path + "/";
    for (const Made kind : {Made::file, Made::folder, Made::download}) {
        std::vector<std::string> gone;
        for (auto entry = entries_.lower_bound({static_cast<char>(kind), path});
             entry != entries_.end() && entry->first.first == static_cast<char>(kind) &&
             entry->first.second.compare(0, path.size(), path) == 0;
             ++entry)
            if (entry->first.second == path || entry->first.second.compare(0, below.size(), below) == 0)
                gone.push_back(entry->first.second);
        for (const std::string& name : gone)
            if (auto dropped = drop(kind, name); !dropped)
                return dropped;
    }
    return {};
}

std::size_t Ledger::size() {
    load();
    return entries_.size();
}

Result<void> Ledger::prune() {
    load();
    std::vector<std::pair<Made, std::string>> gone;
    for (const auto& [key, text] : entries_) {
        const auto kind = static_cast<Made>(key.first);
        struct stat status = {};
        if (kind != Made::user && kind != Made::group &&
            ::lstat(kind == Made::home ? text.c_str() : key.second.c_str(), &status) != 0 && errno == ENOENT)
            gone.emplace_back(kind, key.second);
    }
    for (const auto& [kind, name] : gone)
        if (auto dropped = drop(kind, name); !dropped)
            return dropped;
    return {};
}

Result<void> Ledger::compact() {
    load();
    if (lines_ < 1000 || lines_ < entries_.size() * 2)
        return {};
    journal_.reset();
    std::string content;
    for (const auto& [key, text] : entries_)
        content += line_of(key.first, key.second, text);
    if (auto written = folder_.replace(journal_name, new_name, content); !written)
        return written;
    lines_ = entries_.size();
    size_ = static_cast<std::int64_t>(content.size());
    return {};
}

void Ledger::sync() {
    if (journal_)
        ::fdatasync(journal_.get());
}

}  // namespace deployer::agent
