#include "process/environment_files.hpp"

#include <cerrno>

#include <fmt/core.h>

#include "config/environment_file.hpp"
#include "sys/small_file.hpp"

namespace supervise::process {

Result<config::Environment> read_environment_file(const std::string& path) {
    const bool optional = path.starts_with('-');
    const std::string name = optional ? path.substr(1) : path;
    const auto content = sys::read_small_file(name);
    if (!content) {
        if (optional && content.error().code == ENOENT)
            return config::Environment{};
        return fail(fmt::format("can't read environment_file {}: {}", name, errno_name(content.error().code)),
                    content.error().code);
    }
    auto parsed = config::parse_environment_file(*content);
    if (!parsed)
        return fail(fmt::format("environment_file {}: {}", name, parsed.error().message));
    return *parsed;
}

}  // namespace supervise::process
