#include <algorithm>
#include <cerrno>

#include "agent/file_state.hpp"
#include "agent/new_file.hpp"
#include "agent/operations.hpp"
#include "agent/package_owner.hpp"
#include "task/sha256.hpp"

namespace deployer::agent {

namespace {

using supervise::fail;
using supervise::Result;
using task::EnsureFile;

constexpr unsigned usual_mode = 0644;

/// What would have to change.
struct Difference {
    bool content = false;
    std::string attributes;
    bool nothing() const { return !content && attributes.empty(); }
};

Result<Difference> compare(Context& context, const EnsureFile& operation, const FileState& have,
                           const Attributes& want) {
    if (!have.exists)
        return Difference{.content = true, .attributes = ""};
    Difference result{.content = true, .attributes = difference(context, have.status, want)};
    if (static_cast<std::uint64_t>(have.status.st_size) != operation.content.size)
        return result;
    const auto hash = hash_of(context, have.fd.get(), operation.path);
    if (!hash)
        return tl::unexpected(hash.error());
    result.content = *hash != operation.content.sha256;
    return result;
}

/// A line as it counts: without blanks, in small letters.
std::string canonical(std::string_view line) {
    std::string result;
    for (const char c : line)
        if (c != ' ' && c != '\t' && c != '\r')
            result += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return result;
}

bool says_one_of(const FileState& have, const std::vector<std::string>& lines) {
    if (lines.empty() || !have.exists)
        return false;
    const auto text = whole_text(have.fd.get(), limits::max_generated_file);
    std::string_view rest = text ? std::string_view(*text) : std::string_view();
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        if (std::find(lines.begin(), lines.end(), canonical(rest.substr(0, end))) != lines.end())
            return true;
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return false;
}

/// For RestoreFile. What is too long for that is no generated file.
void keep_previous(Context& context, const std::string& path, const FileState& have) {
    if (!have.exists) {
        context.previous[path] = {.content = {}, .existed = false};
        return;
    }
    auto text = whole_text(have.fd.get(), limits::max_generated_file);
    if (text)
        context.previous[path] = {std::move(*text), have.status.st_uid, have.status.st_gid,
                                  have.status.st_mode & 07777, context.ledger.note(Made::file, path)};
}

/// Has its command look at the file before anybody else sees it.
Result<void> validate(Context& context, const EnsureFile& operation, const std::string& file) {
    if (operation.validate.empty())
        return {};
    Command command{.argv = operation.validate};
    for (std::string& word : command.argv)
        for (std::size_t at = word.find("%s"); at != std::string::npos;
             at = word.find("%s", at + file.size()))
            word.replace(at, 2, file);
    const auto finished = context.host.run(command);
    if (!finished)
        return fail("cannot validate '" + operation.path + "': " + reason(command.argv[0], finished.error()));
    if (!finished->good())
        return fail("'" + operation.path + "' is not accepted by " + command.argv[0] +
                    (operation.secret ? "" : ": " + reason(*finished)));
    return {};
}

/// A file that a package of the host owns is not replaced without being told.
Result<void> guard(Context& context, const EnsureFile& operation) {
    if (operation.package_guard.empty())
        return {};
    const auto package = package_owner(context.host, operation.path);
    if (!package)
        return {};
    return fail("'" + operation.path + "' belongs to the package '" + *package +
                "' of this host; it is not replaced without " + operation.package_guard);
}

/// What a file that is replaced keeps, and a new one begins with.
Attributes completed(const Attributes& want, const FileState& have) {
    Attributes all = want;
    if (have.exists) {
        all.uid = want.uid.value_or(have.status.st_uid);
        all.gid = want.gid.value_or(have.status.st_gid);
    }
    all.mode = want.mode.value_or(have.exists ? have.status.st_mode & 07777 : usual_mode);
    return all;
}

Result<void> fill(Context& context, const EnsureFile& operation, NewFile& file) {
    auto fetched =
        context.fetch(operation.content, [&file](std::string_view piece) { return file.write(piece); });
    if (!fetched)
        return fetched;
    if (file.sha256() != operation.content.sha256)
        return fail("what arrived for '" + operation.path + "' is not what was sent");
    return validate(context, operation, file.path());
}

const char* note_of(const EnsureFile& operation) {
    return operation.secret ? holds_secret : "";
}

Result<void> write(Context& context, const EnsureFile& operation, const Place& place, const FileState& have,
                   const Attributes& want) {
    auto file = NewFile::create(place, context.late_sync, operation.path);
    if (!file)
        return tl::unexpected(file.error());
    if (auto filled = fill(context, operation, *file); !filled)
        return filled;
    if (operation.keep_previous)
        keep_previous(context, operation.path, have);
    return put_as_made(context, *file, completed(want, have), operation.path, note_of(operation));
}

/// The texts a difference shows, as far as they may be shown.
void show(Context& context, const EnsureFile& operation, const FileState& have, task::Answer& answer) {
    // What is there holds a secret that the new text may have done without.
    const bool held_secret = context.ledger.note(Made::file, operation.path) == holds_secret;
    if (!context.begin.diff || operation.secret || held_secret)
        return;
    std::string content;
    const auto fetched = context.fetch(operation.content, [&content](std::string_view piece) {
        content.append(piece.substr(0, task::max_diff_text - content.size()));
        return Result<void>();
    });
    const auto before = have.exists ? shown_text(have.fd.get()) : std::string();
    const auto after = fetched ? shown_text(std::move(content)) : std::nullopt;
    if (!before || !after)
        return;
    answer.before = before;
    answer.after = after;
}

std::string what_happened(const FileState& have, const Difference& differs) {
    if (have.link)
        return "symbolic link replaced";
    if (!have.exists)
        return "created";
    return std::string(differs.content ? "content" : "") +
           (differs.content && !differs.attributes.empty() ? ", " : "") + differs.attributes;
}

task::Answer change(Context& context, const EnsureFile& operation, const Place& place, const FileState& have,
                    const Attributes& want, const Difference& differs) {
    task::Answer answer = changed(what_happened(have, differs));
    if (differs.content)
        if (auto allowed = have.exists || have.link ? guard(context, operation) : Result<void>(); !allowed)
            return failed(allowed.error());
    if (differs.content)
        show(context, operation, have, answer);
    if (context.begin.check) {
        context.forecast.paths.insert(operation.path);
        return answer;
    }
    // A file with a second name is not adjusted in place: that would reach what has the other name.
    const bool rewrite = differs.content || have.status.st_nlink > 1;
    const auto done =
        rewrite ? write(context, operation, place, have, want) : apply(have.fd.get(), want, operation.path);
    return done ? answer : failed(done.error());
}

/// With --check, a folder that the run would have made by now.
task::Answer without_folder(Context& context, const EnsureFile& operation, const supervise::Error& error) {
    const std::string folder = parent_of(operation.path);
    if (error.code != ENOENT)
        return failed(error);
    if (!context.begin.check || !context.forecast.paths.contains(folder))
        return failed("Destination directory " + folder + " does not exist");
    context.forecast.paths.insert(operation.path);
    task::Answer answer = changed("created");
    show(context, operation, {}, answer);
    return answer;
}

}  // namespace

task::Answer perform(Context& context, const EnsureFile& asked) {
    EnsureFile operation = asked;
    if (!task::is_sha256(operation.content.sha256))
        return failed("the content of '" + operation.path + "' is not named by a SHA-256");
    const auto want = resolve(context, operation.ownership);
    if (!want)
        return failed(want.error());
    const auto place = open_place(operation.path);
    if (!place)
        return without_folder(context, operation, place.error());
    const auto have = look_at_file(*place, operation.path);
    if (!have)
        return failed(have.error());
    if (!context.begin.check)
        NewFile::remove_leftover(*place);
    if (says_one_of(*have, operation.alternative.lines))
        operation.content = operation.alternative.content;
    const auto differs = compare(context, operation, *have, *want);
    if (!differs)
        return failed(differs.error());
    // Written before a secret was in it, or before that was noted.
    if (!differs->content && operation.secret && !context.begin.check &&
        context.ledger.has(Made::file, operation.path))
        if (auto noted = context.ledger.add(Made::file, operation.path, holds_secret); !noted)
            return failed(noted.error());
    task::Answer answer =
        differs->nothing() ? ok() : change(context, operation, *place, *have, *want, *differs);
    answer.modified = modified_at(*place);
    return answer;
}

}  // namespace deployer::agent
