#include "config/reference.hpp"

#include <array>

#include <fmt/core.h>

#include "config/catalogue.hpp"
#include "config/events.hpp"
#include "config/text.hpp"

namespace supervise::config {

namespace {

constexpr std::string_view preamble = R"(# Configuration reference

<!-- Made from the option tables in libsupervise/config by `cmake --build BUILD --target generate_docs`. -->

`supervisord` reads one INI file, by default the first of `../etc/supervisord.conf` and `../supervisord.conf` (from the
folder of the program), `supervisord.conf`, `etc/supervisord.conf` (from the current folder), `/etc/supervisord.conf` and
`/etc/supervisor/supervisord.conf`; `-c FILE` names another one. `supervisord --check -c FILE` lists everything that is
wrong with a file, `supervisord --sample-config` prints one to begin with.

## Syntax

- `[section]`, then `key=value` or `key: value`. Keys are not case-sensitive, section names are.
- `;` or `#` begins a comment at the start of a line or after a blank, also between quotes.
- A line indented deeper than its key continues the value. Values and lines may have any length.
- A key given twice: the last one counts. A section given twice: both count together.
- `[DEFAULT]` gives values to all sections that do not have them.
- Text is UTF-8. A byte order mark is refused.

## Included files

`[include]` names files by patterns, relative to the folder of the main file: `*`, `?` and `[...]`; a name that begins with
a dot is only matched by a dot. Patterns are read in order, files of one pattern by name. What an included file says replaces
what was said before. Its own `[include]` is ignored. With an `[include]` section, `%(here)s` works in every key and is the
folder of the file it stands in.

## Expansion

| name | value | where |
|---|---|---|
| `%(ENV_X)s` | variable X of the daemon, or of `[supervisord] environment` | every key |
| `%(here)s` | folder of the configuration file | keys marked *here*, and all marked below |
| `%(host_node_name)s` | name of the machine | *host*, *program*, *process* |
| `%(program_name)s`, `%(group_name)s` | names of the program and of its group | *program*, *process*; *socket* has the first |
| `%(process_num)d`, `%(numprocs)d` | number of the process, and how many there are | *process* |

A program's own `environment` also counts as `ENV_` names for its *process* keys. `%%` is a percent sign; the
`stdout_logfile` and `stderr_logfile` keys are expanded twice and need `%%%%`.

)";

constexpr std::array<TypeText, 21> types{{
    {Type::text, "text", "any text"},
    {Type::boolean, "boolean", "`true`, `yes`, `on`, `1`, or `false`, `no`, `off`, `0`"},
    {Type::integer, "integer", "a whole number"},
    {Type::byte_size, "size", "bytes, or a number with `KB`, `MB` or `GB`"},
    {Type::duration, "duration", "a number with `s`, `m`, `h`, `d` or `w`, such as `12h` or `7d`, or `0`"},
    {Type::octal, "octal", "mode bits such as `022` or `0700`"},
    {Type::directory, "folder", "path of a folder; `~` is expanded in `[supervisord]`"},
    {Type::file, "file", "path of a file in an existing folder; `~` is expanded"},
    {Type::log_file, "log", "path of a file, `AUTO`, `NONE` or `journal`"},
    {Type::log_level, "level", "`critical`, `error`, `warn`, `info`, `debug`, `trace` or `blather`"},
    {Type::signal, "signal", "name such as `TERM` or `SIGTERM`, or number"},
    {Type::exit_codes, "codes", "numbers from 0 to 255 with commas between them"},
    {Type::autorestart, "restart", "`true`, `false` or `unexpected`"},
    {Type::user, "user", "name or number of an account"},
    {Type::owner, "owner", "`user` or `user:group`"},
    {Type::address, "address", "host and port, or a URL where the key says so"},
    {Type::name, "name", "without blanks, colons and slashes"},
    {Type::list, "list", "parts with commas between them; `files` has blanks"},
    {Type::environment, "variables",
     "`KEY=\"value\",KEY2=\"value 2\"`; values with other signs than letters, digits and "
     "`_/.+-():` need quotes"},
    {Type::entry_point, "entry point", "a Python name, kept for compatibility"},
    {Type::url, "URL", "`unix:///path`, `http://host:port` or `https://host:port`"},
}};

}  // namespace

std::string_view type_name(Type type) {
    for (const TypeText& row : types)
        if (row.type == type)
            return row.name;
    return {};
}

std::string_view names_word(Names names) {
    switch (names) {
    case Names::environment:
        return "";
    case Names::here:
        return "here";
    case Names::host:
        return "host";
    case Names::program:
        return "program";
    case Names::process:
        return "process";
    case Names::socket:
        return "socket";
    }
    return {};
}

std::string_view live_words(Live live) {
    switch (live) {
    case Live::at_once:
        return "at once";
    case Live::process:
        return "restarts the group";
    case Live::daemon:
        return "restart of the daemon";
    case Live::client:
        return "next supervisorctl";
    }
    return {};
}

std::span<const TypeText> type_texts() {
    return types;
}

namespace {

std::string code(std::string_view text) {
    return text.empty() ? std::string() : fmt::format("`{}`", text);
}

std::string row(const Option& option) {
    // Keys that Supervisor does not know are marked.
    const std::string_view mark = option.origin == Origin::ours ? " +" : "";
    return fmt::format("| `{}`{} | {} | {} | {} | {} | {} |\n", option.name, mark, type_name(option.type),
                       option.required ? "*required*" : code(option.fallback), names_word(option.names),
                       live_words(option.live), option.help);
}

}  // namespace

std::string reference_text() {
    std::string text(preamble);
    text += "## Types\n\n| type | values |\n|---|---|\n";
    for (const TypeText& type : types)
        text += fmt::format("| {} | {} |\n", type.name, type.text);
    text += "\n## Sections\n\n"
            "*Expansion* says which names of the table above a value may use beside `ENV_` ones. *Change* "
            "says what a\n"
            "changed value takes after `supervisorctl update`. Keys marked + are not Supervisor's.\n";
    for (const CatalogueSection& section : catalogue()) {
        text += fmt::format("\n### [{}]\n\n{}\n", section.name, section.summary);
        if (!section.also.empty())
            text += fmt::format("All keys of [{}] apply too.\n", section.also);
        text += "\n| key | type | default | expansion | change | meaning |\n|---|---|---|---|---|---|\n";
        for (const Option* option : section.options)
            text += row(*option);
    }
    text +=
        "\n## Events\n\n"
        "What `events` of an [eventlistener:x] may name. Who subscribes to an event also gets those whose "
        "names begin\n"
        "with its own, and `EVENT` is all of them; each comes once.\n\n"
        "| event | when | payload |\n|---|---|---|\n";
    for (const EventKind& kind : event_kinds)
        text += fmt::format("| `{}` | {} | {} |\n", kind.name, kind.when, kind.payload);
    return text;
}

}  // namespace supervise::config
