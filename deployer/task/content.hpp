/// The bytes that operations name by their hash: texts in memory, or files of this machine that are read only
/// when they have to travel. Each once, however many hosts want it. Safe to read from several threads once
/// filled.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "sys/result.hpp"
#include "task/operation.hpp"

namespace deployer::task {

/// 64 hex digits.
std::string sha256_hex(std::string_view bytes);

class Contents {
public:
    Content add(std::string bytes);
    /// Reads the file once, for its hash.
    supervise::Result<Content> add_file(const std::string& path);

    struct Held {
        std::shared_ptr<const std::string> bytes;  ///< null: in the file
        std::string path;
    };
    /// Null for a hash nobody added.
    const Held* find(const std::string& sha256) const;

private:
    std::unordered_map<std::string, Held> held_;
};

}  // namespace deployer::task
