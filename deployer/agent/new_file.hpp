/// A file on its way: written under another name in the folder where it will be, and put in its place in one
/// step when it is whole. Whatever ends the agent before, the old file stays as it was.
#pragma once

#include <string>
#include <string_view>

#include "agent/attributes.hpp"
#include "agent/late_sync.hpp"
#include "agent/walk.hpp"
#include "task/sha256.hpp"

namespace deployer::agent {

class NewFile {
public:
    /// `place` and `late` outlive it; `path` is for messages. What a killed agent left behind goes.
    static supervise::Result<NewFile> create(const Place& place, LateSync& late, const std::string& path);
    /// The same for what a killed agent left, without a new file.
    static void remove_leftover(const Place& place);

    NewFile(NewFile&& other) noexcept;
    NewFile& operator=(NewFile&&) = delete;
    /// Not put in place: gone.
    ~NewFile();

    int fd() const { return fd_.get(); }
    /// For a command that looks at it. With a folder that others write into, only as sure as they are.
    std::string path() const;

    supervise::Result<void> write(std::string_view piece);
    /// The hash of what was written.
    std::string sha256() { return digest_.hex(); }

    /// Owner and mode, and all of it on the disk.
    supervise::Result<void> finish(const Attributes& attributes);
    /// In its place, which lasts by `late`.
    supervise::Result<void> put();
    /// Both.
    supervise::Result<void> commit(const Attributes& attributes);

private:
    NewFile(const Place& place, LateSync& late, const std::string& path, supervise::sys::Fd fd);

    const Place& place_;
    LateSync& late_;
    std::string path_;
    std::string name_;  ///< empty: it is in its place
    supervise::sys::Fd fd_;
    task::Sha256 digest_;
};

/// Finishes `file`, which is for `path`, puts it in its place, and notes that a deployment made what is
/// there: before, so that an agent that is killed leaves no file of which nobody knows; a file that cannot be
/// put in its place leaves the ledger as it was.
supervise::Result<void> put_as_made(Context& context, NewFile& file, const Attributes& attributes,
                                    const std::string& path, const std::string& note = "");

}  // namespace deployer::agent
