#include "agent/download_tool.hpp"
#include "agent/file_state.hpp"
#include "agent/new_file.hpp"
#include "agent/operations.hpp"

namespace deployer::agent {

namespace {

using supervise::fail;
using supervise::Result;
using task::Download;

constexpr int not_modified = 304;
constexpr unsigned usual_mode = 0644;

Result<void> check(const Download& operation) {
    const std::string& url = operation.url;
    if (url.compare(0, 7, "http://") != 0 && url.compare(0, 8, "https://") != 0)
        return fail((operation.secret ? "the URL of '" + operation.path : "'" + one_line(url, 200)) +
                    "' is not an http or https URL");
    for (const std::string& text : {url, operation.username, operation.password})
        if (text.find_first_of(std::string_view("\n\r\0", 3)) != std::string::npos)
            return fail("a URL, user or password of a download holds a line end");
    if (!operation.sha256.empty() && !task::is_sha256(operation.sha256))
        return fail("the checksum of '" + operation.path + "' is not a SHA-256 of 64 hex digits");
    return {};
}

/// What a download left: from where, what the server called it, and what the file was then, so that a file
/// that was changed since is fetched again.
struct Known {
    std::string url, size, modified;
    Version version;

    static Known of(const Download& operation, const struct stat& status, Version version) {
        return {operation.url, std::to_string(status.st_size), std::to_string(status.st_mtime),
                std::move(version)};
    }
    std::string note() const {
        // Not the URL itself, which may hold a secret.
        task::Sha256 digest;
        digest.update(url);
        return digest.hex() + " " + size + " " + modified + "\n" + version.note();
    }
};

/// The version of the file that is there, when it is still what was downloaded.
std::optional<Version> known_version(Context& context, const Download& operation, const FileState& have) {
    const auto note = have.exists ? context.ledger.note(Made::download, operation.path) : std::nullopt;
    if (!note)
        return std::nullopt;
    const std::size_t end = std::min(note->find('\n'), note->size());
    Version version = Version::of_note(end < note->size() ? note->substr(end + 1) : "");
    return Known::of(operation, have.status, version).note() == *note ? std::optional(version) : std::nullopt;
}

/// BusyBox's takes URLs from its command line only, which everybody on the host can read.
bool can_keep_secrets(Context& context) {
    const auto version =
        context.host.run({.argv = {"wget", "--version"}, .timeout = limits::version_timeout});
    return version && version->good() && version->output.find("GNU Wget") != std::string::npos;
}

/// Writes what the server has; false: nothing newer than is known.
Result<bool> fetch(Context& context, const Download& operation, const std::optional<Version>& known,
                   NewFile& file, Version& version) {
    const bool by_curl = context.host.has_program("curl");
    if (!by_curl && !context.host.has_program("wget"))
        return fail("neither curl nor wget is installed on this host, to download '" + operation.path + "'");
    if (!by_curl && operation.secret && !can_keep_secrets(context))
        return fail("the URL for '" + operation.path +
                    "' holds a secret, which this host's wget would show in its process list: install curl "
                    "or GNU wget there");
    Command command = by_curl ? curl(operation, known) : wget(operation, known);
    command.output = file.fd();
    const auto finished = context.host.run(command);
    const std::string failure = "cannot download to '" + operation.path + "': ";
    if (!finished)
        return fail(failure + reason(command.argv[0], finished.error()));
    const Response response = read_response(finished->errors);
    version = response.version;
    if (response.status == not_modified)
        return false;
    if (response.status >= 300)
        return fail(failure + "the server answered with status " + std::to_string(response.status));
    if (finished->timed_out)
        return fail(failure + reason(*finished));
    if (!finished->good())
        return fail(failure + complaint(command.argv[0], finished->errors, operation));
    return true;
}

/// It has to change, and has a second name: changed in place, what has the other name would change, too.
bool needs_own_file(Context& context, const FileState& have, const Attributes& want) {
    return have.exists && have.status.st_nlink > 1 && !difference(context, have.status, want).empty();
}

task::Answer adjust(Context& context, const Download& operation, const FileState& have,
                    const Attributes& want) {
    const std::string differs = difference(context, have.status, want);
    if (differs.empty())
        return ok();
    if (context.begin.check)
        return changed(differs);
    const auto applied = apply(have.fd.get(), want, operation.path);
    return applied ? changed(differs) : failed(applied.error());
}

/// Puts the new file in its place, unless it is what is there already.
task::Answer install(Context& context, const Download& operation, const FileState& have, Attributes want,
                     NewFile& file, const Version& version) {
    const auto hash = hash_of(context, file.fd(), operation.path);
    if (!hash)
        return failed(hash.error());
    if (!operation.sha256.empty() && *hash != operation.sha256)
        return failed("what was downloaded for '" + operation.path + "' has the SHA-256 " + *hash + ", not " +
                      operation.sha256);
    struct stat status = {};
    const auto old = have.exists ? hash_of(context, have.fd.get(), operation.path) : Result<std::string>("");
    const bool is_known = have.exists && old && *old == *hash;
    const bool same = is_known && !needs_own_file(context, have, want);
    task::Answer answer = same       ? adjust(context, operation, have, want)
                          : is_known ? changed(difference(context, have.status, want))
                                     : changed(have.exists ? "content" : "created");
    if (!same) {
        want.mode = want.mode.value_or(have.exists ? have.status.st_mode & 07777 : usual_mode);
        if (have.exists) {
            want.uid = want.uid.value_or(have.status.st_uid);
            want.gid = want.gid.value_or(have.status.st_gid);
        }
        if (auto done = put_as_made(context, file, want, operation.path); !done)
            return failed(done.error());
    }
    if (::fstat(same ? have.fd.get() : file.fd(), &status) == 0)
        // Without it the file is fetched again next time.
        (void)context.ledger.add(Made::download, operation.path,
                                 Known::of(operation, status, version).note());
    return answer;
}

task::Answer update(Context& context, const Download& operation, const Place& place, const FileState& have,
                    const Attributes& want) {
    const bool anew = !context.begin.check && needs_own_file(context, have, want);
    if (!operation.sha256.empty() && have.exists && !anew) {
        const auto hash = hash_of(context, have.fd.get(), operation.path);
        if (hash && *hash == operation.sha256)
            return adjust(context, operation, have, want);
    }
    if (context.begin.check)
        // Whether the server has something newer is known only by asking, and nothing is fetched here.
        return have.exists && operation.sha256.empty() ? adjust(context, operation, have, want)
                                                       : changed(have.exists ? "content" : "created");
    auto file = NewFile::create(place, context.late_sync, operation.path);
    if (!file)
        return failed(file.error());
    Version version;
    const auto known = anew ? std::nullopt : known_version(context, operation, have);
    const auto fetched = fetch(context, operation, known, *file, version);
    if (!fetched)
        return failed(fetched.error());
    return *fetched ? install(context, operation, have, want, *file, version)
                    : adjust(context, operation, have, want);
}

}  // namespace

task::Answer perform(Context& context, const Download& operation) {
    if (auto checked = check(operation); !checked)
        return failed(checked.error());
    const auto want = resolve(context, operation.ownership);
    if (!want)
        return failed(want.error());
    const auto place = open_place(operation.path);
    if (!place) {
        const std::string folder = parent_of(operation.path);
        if (place.error().code != ENOENT)
            return failed(place.error());
        return context.begin.check && context.forecast.paths.contains(folder)
                   ? changed("created")
                   : failed("Destination directory " + folder + " does not exist");
    }
    const auto have = look_at_file(*place, operation.path);
    if (!have)
        return failed(have.error());
    task::Answer answer = update(context, operation, *place, *have, *want);
    answer.modified = modified_at(*place);
    return answer;
}

}  // namespace deployer::agent
