/// A file on its way: written under another name in the folder where it will be, and put in its place in one
/// step when it is whole. Whatever ends the agent before, the old file stays as it was.
#pragma once

#include <string>
#include <string_view>

#include "agent/attributes.hpp"
#include "agent/walk.hpp"
#include "task/sha256.hpp"

namespace deployer::agent {

class NewFile {
public:
    /// `path` is for messages and for the name. What a killed agent left behind under that name goes.
    static supervise::Result<NewFile> create(const Place& place, const std::string& path);
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

    /// Owner and mode, on the disk, in its place.
    supervise::Result<void> commit(const Attributes& attributes);

private:
    NewFile(const Place& place, const std::string& path, supervise::sys::Fd fd);

    const Place& place_;
    std::string path_;
    std::string name_;  ///< empty: it is in its place
    supervise::sys::Fd fd_;
    task::Sha256 digest_;
};

}  // namespace deployer::agent
