#include <cerrno>

#include <unistd.h>

#include "agent/attributes.hpp"
#include "agent/file_state.hpp"
#include "agent/new_file.hpp"
#include "agent/operations.hpp"

namespace deployer::agent {

namespace {

supervise::Result<void> put_back(Context& context, const Place& place, const std::string& path,
                                 const PreviousFile& previous) {
    auto file = NewFile::create(place, context.late_sync, path);
    if (!file)
        return tl::unexpected(file.error());
    if (auto written = file->write(previous.content); !written)
        return written;
    return file->commit({previous.uid, previous.gid, previous.mode});
}

supervise::Result<void> take_away(Context& context, const Place& place, const std::string& path) {
    if (::unlinkat(place.folder.get(), place.name.c_str(), 0) != 0 && errno != ENOENT)
        return supervise::fail_errno("cannot remove '" + path + "'", errno);
    context.late_sync.later(place.folder.get());
    return {};
}

}  // namespace

task::Answer perform(Context& context, const task::RestoreFile& operation) {
    const auto kept = context.previous.find(operation.path);
    if (kept == context.previous.end() || (!kept->second.existed && !operation.new_goes))
        return ok();
    const auto place = open_place(operation.path);
    if (!place)
        return failed(place.error());
    const bool existed = kept->second.existed;
    auto done = existed ? put_back(context, *place, operation.path, kept->second)
                        : take_away(context, *place, operation.path);
    if (!done)
        return failed(done.error());
    const auto& note = kept->second.note;
    if (auto noted = note ? context.ledger.add(Made::file, operation.path, *note)
                          : context.ledger.drop(Made::file, operation.path);
        !noted)
        return failed(noted.error());
    context.previous.erase(kept);
    task::Answer answer = changed(existed ? "put back" : "deleted again");
    if (existed)
        answer.modified = modified_at(*place);
    return answer;
}

}  // namespace deployer::agent
