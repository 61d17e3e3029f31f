/// The kernel's file system with faults on demand.
#pragma once

#include <cerrno>
#include <string>
#include <vector>

#include "sys/files.hpp"

namespace supervise::fake {

class Files final : public sys::KernelFileSystem {
public:
    Result<sys::Fd> open_append(const std::string& path, const sys::AppendOptions& options) override {
        ++opens;
        if (open_code != 0)
            return fail(errno_text(open_code), open_code);
        return KernelFileSystem::open_append(path, options);
    }
    sys::Transfer write(int fd, std::string_view bytes) override {
        ++writes;
        if (write_code != 0 && room == 0)
            return {sys::Transfer::Outcome::failed, 0, write_code};
        if (write_code != 0 && bytes.size() > room)
            bytes = bytes.substr(0, room);
        if (write_code != 0)
            room -= bytes.size();
        return KernelFileSystem::write(fd, bytes.substr(0, longest_write));
    }
    Result<void> rename(const std::string& from, const std::string& to) override {
        if (rename_code != 0 && (renaming.empty() || renaming == from))
            return fail(errno_text(rename_code), rename_code);
        return KernelFileSystem::rename(from, to);
    }
    Result<void> truncate(int fd) override {
        ++truncations;
        return KernelFileSystem::truncate(fd);
    }

    int open_code = 0;     ///< errno of every open, 0 for none
    int write_code = 0;    ///< errno of a write when `room` is used up, 0 for none
    int rename_code = 0;   ///< errno of every rename, 0 for none
    std::string renaming;  ///< not empty: of the renames of this file only
    std::size_t room = 0;
    std::size_t longest_write = std::string::npos;  ///< longer ones are partial
    int opens = 0;
    int writes = 0;
    int truncations = 0;
};

}  // namespace supervise::fake
