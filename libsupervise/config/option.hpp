/// What a row of an option table says about one key. The tables (tables.hpp) drive parsing, the detection of
/// unknown keys, the sample configuration and the reference documentation.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "config/fault.hpp"
#include "config/surroundings.hpp"

namespace supervise::config {

enum class Type : std::uint8_t {
    text,
    boolean,
    integer,
    byte_size,
    duration,
    octal,
    directory,
    file,
    log_file,
    log_level,
    signal,
    exit_codes,
    autorestart,
    user,
    owner,
    address,
    name,
    list,
    environment,
    entry_point,
    url,
};

/// Which names `%(...)s` knows in a value, beside the ENV_ variables (CFG-064 to CFG-072).
enum class Names : std::uint8_t {
    environment,  ///< none
    here,         ///< here
    host,         ///< here, host_node_name
    program,      ///< here, program_name, group_name, host_node_name
    process,      ///< those of program, process_num, numprocs
    socket,       ///< here, program_name
};

/// When a changed value takes effect after `reread` and `update`.
enum class Live : std::uint8_t {
    at_once,  ///< nothing is restarted
    process,  ///< `update` restarts the group concerned
    daemon,   ///< when the daemon is restarted or reloaded
    client,   ///< read by supervisorctl, each time it starts
};

enum class Origin : std::uint8_t { supervisor, ours };

struct Option {
    std::string_view name;
    Type type;
    std::string_view fallback;  ///< the default as one would write it; empty: unset
    Names names;
    Live live;
    Origin origin;
    std::string_view help;  ///< one line
    bool required = false;
    std::string_view example = {};  ///< for the sample configuration; empty: the default
};

using Stored = Parsed<void>;

/// A value after expansion, and what its meaning may depend on.
struct Input {
    const std::string& text;
    const std::string& section;
    const std::string& here;  ///< folder of the configuration file
    const Places& places;
};

/// An option and what becomes of its value. A key without a meaning does not compile.
template <typename Target>
struct OptionRow {
    Option option;
    Stored (*store)(Target& target, const Input& input);
};

/// Puts a parsed value into its place, or passes the fault on.
template <typename Field, typename Value>
Stored assign(Field& field, Parsed<Value> value) {
    if (!value)
        return tl::unexpected<Fault>(std::move(value.error()));
    field = std::move(*value);
    return {};
}

}  // namespace supervise::config
