#include "log/auto_files.hpp"

#include <algorithm>
#include <array>
#include <cerrno>

#include "config/text.hpp"
#include "log/freeing.hpp"
#include "log/limits.hpp"
#include "sys/random.hpp"

namespace supervise::log {

namespace {

constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789_";
constexpr std::size_t random_letters = 8;

Result<std::string> random_suffix() {
    std::array<unsigned char, random_letters> bytes{};
    if (auto drawn = sys::random_bytes(bytes); !drawn)
        return tl::unexpected(drawn.error());
    std::string suffix;
    for (const unsigned char byte : bytes)
        suffix.push_back(letters[byte % letters.size()]);
    return suffix;
}

bool is_blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/// Does `rest` begin with one or more characters that are not blank, followed by ".log"?
bool has_log_suffix(std::string_view rest) {
    for (std::size_t i = 0; i < rest.size() && !is_blank(rest[i]); ++i)
        if (i > 0 && rest.substr(i, 4) == ".log")
            return true;
    return false;
}

/// A name that expansions or a client made may hold slashes: the file stays in its folder all the same.
std::string in_file_name(std::string text) {
    std::replace(text.begin(), text.end(), '/', '_');
    return text;
}

}  // namespace

Result<std::string> create_auto_file(sys::FileSystem& files, const AutoName& name) {
    sys::AppendOptions options;
    options.mode = 0600;
    options.own_file = true;
    options.must_create = true;
    const std::string stem = fmt::format("{}/{}-{}---{}-", name.childlogdir, in_file_name(name.process),
                                         name.channel, in_file_name(name.identifier));
    for (int attempt = 0; attempt < limits::auto_name_attempts; ++attempt) {
        auto suffix = random_suffix();
        if (!suffix)
            return suffix;
        std::string path = stem + *suffix + ".log";
        const auto created = files.open_append(path, options);
        if (created)
            return path;
        if (created.error().code != EEXIST)
            return fail(fmt::format("cannot create '{}': {}", path, created.error().message),
                        created.error().code);
    }
    return fail(fmt::format("cannot find a free name like '{}XXXXXXXX.log'", stem), EEXIST);
}

bool is_auto_file(std::string_view file, std::string_view identifier) {
    const std::string marker = fmt::format("---{}-", in_file_name(std::string(identifier)));
    for (std::size_t at = file.find(marker, 1); at != std::string_view::npos; at = file.find(marker, at + 1))
        if (has_log_suffix(file.substr(at + marker.size())))
            return true;
    return false;
}

void clean_auto_files(sys::FileSystem& files, sys::Loop& loop, const std::string& childlogdir,
                      const std::string& identifier, Logger& logger) {
    const auto names = files.list(childlogdir);
    if (!names) {
        logger.warn("Could not clear childlog dir");
        return;
    }
    for (const std::string& name : *names) {
        if (!is_auto_file(name, identifier))
            continue;
        const std::string path = fmt::format("{}/{}", childlogdir, name);
        if (!remove_quickly(files, loop, path))
            logger.warn("Failed to clean up {}", config::python_repr(path));
    }
}

}  // namespace supervise::log
