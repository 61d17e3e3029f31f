#include "model/reference.hpp"

#include <array>

#include <fmt/core.h>

#include "model/reference_examples.hpp"
#include "model/section_keys.hpp"
#include "model/tables.hpp"

namespace deployer::model {

namespace {

constexpr std::string_view preamble = R"(# Descriptions for hadeploy

<!-- Made from the tables in deployer/model by `cmake --build BUILD --target generate_docs`. -->

What `hadeploy --src FILE` reads: YAML files that say what shall be on which host. All sources make one description;
the order of its blocks does not matter. A key that is not listed here is refused, and all problems of a description
are told at once, with file, line and column, before any host is contacted. How to work with them is in
[hadeploy.md](hadeploy.md); the examples of all blocks together make one description.

Keys marked + are not HADeploy's.

## Values

- A scalar without quotes is what its key wants: `yes`, `no`, `on`, `off`, `true`, `false`, `y`, `n` where a boolean is
  wanted, digits where a number is, and its text as it stands where a text is. In quotes it is always a text.
- A mode is written in quotes, `"0755"`: without them YAML would take it for another number.
- `${name}` and, in flow style, `<<name>>` are replaced while files are read, by variables set above. `{{ name }}` is
  replaced for each host, in templates and in texts that reach it.
- Paths of this machine are relative to the folder of the file they are written in; `~` is the home folder.
- Items of lists have `when`: with `no` they are left out, and what they refer to is not looked at.

## Scopes

`scope` names hosts and groups, with `:` between them; `all` is every host. `a:&b` is what is in both, `a:!b` what is in
`a` and not in `b`. Items with one text as their scope make up one play.

`--scope` and `--noScope` choose parts of a run: `users`, `files` (folders, files and trees), `systemd`, `supervisor`,
`all`, `none`. `--scope` with a host or group keeps the folders, files and trees with exactly that scope;
`--noScope` with one leaves its hosts out. `--limit` runs everything on some hosts only.

## Sources

| form | what it is |
|---|---|
| `file://NAME` | a file of this machine, byte for byte; the first of `local_files_folders` that has it |
| `tmpl://NAME` | a template, with `{{ }}` and `{% %}`; the first of `local_templates_folders` that has it |
| `file:///PATH`, `tmpl:///PATH` | the same by its absolute path |
| `http://...`, `https://...` | files only: fetched by the host |

## Notifications

| form | what is restarted |
|---|---|
| `supervisor://SUPERVISOR/PROGRAM` or `SUPERVISOR:PROGRAM` | a program, if it runs |
| `supervisor://SUPERVISOR/GROUP` | what runs of a group + |
| `supervisor://SUPERVISOR` | what runs of all programs + |
| `systemd://UNIT` or `UNIT` | a service, as its `action_on_notify` says |

One of them, or a list. All hosts of the file must be hosts of what it notifies.
)";

constexpr std::array<std::pair<Type, std::string_view>, 12> type_names{{
    {Type::text, "text"},
    {Type::boolean, "boolean"},
    {Type::integer, "number"},
    {Type::mode, "mode"},
    {Type::path, "path"},
    {Type::texts, "list of texts"},
    {Type::text_or_texts, "text or list"},
    {Type::paths, "list of paths"},
    {Type::numbers, "list of numbers, or text with commas"},
    {Type::environment, "list of `KEY=\"value\"`, map, or text"},
    {Type::map, "map"},
    {Type::list, "list of items"},
}};

std::string_view type_name(Type type) {
    for (const auto& [known, name] : type_names)
        if (known == type)
            return name;
    return {};
}

bool is_prose(std::string_view text) {
    return text.find_first_of(" `*'") != std::string_view::npos;
}

std::string default_of(const Key& key) {
    if (key.required)
        return "*required*";
    if (!key.fallback.empty())
        return fmt::format("`{}`", key.fallback);
    if (key.otherwise.empty() || is_prose(key.otherwise))
        return std::string(key.otherwise);
    return fmt::format("`{}`", key.otherwise);
}

std::string escaped(std::string_view text) {
    return supervise::config::replace_all(text, "|", "\\|");
}

class Writer {
public:
    void title(std::string_view name, std::string_view summary) {
        text_ += fmt::format("\n### {}\n\n{}\n", name, summary);
        text_ += "\n| key | type | default | meaning |\n|---|---|---|---|\n";
    }

    void row(const Key& key) {
        text_ += fmt::format("| `{}`{} | {} | {} | {} |\n", key.name, key.ours ? " +" : "",
                             type_name(key.type), escaped(default_of(key)), escaped(key.help));
    }

    template <typename Draft>
    void rows(std::span<const KeyRow<Draft>> rows) {
        for (const KeyRow<Draft>& one : rows)
            row(one.key);
    }

    template <typename Draft>
    void block(std::string_view name, std::string_view summary, std::span<const KeyRow<Draft>> table) {
        title(name, summary);
        rows(table);
        example(name);
    }

    void example(std::string_view name) {
        if (const std::string_view text = reference_example(name); !text.empty())
            text_ += fmt::format("\n```yaml\n{}```\n", text);
    }

    void hosts(std::string_view name, std::string_view summary, std::span<const Key> own) {
        title(name, summary);
        for (const Key& key : own)
            row(key);
    }

    void add(std::string_view text) { text_ += text; }
    std::string take() { return std::move(text_); }

private:
    std::string text_{preamble};
};

/// Keys that one kind of program has only.
std::string only_for(Program::Kind kind, std::string_view type) {
    std::string names;
    for (const SectionKey& key : program_section_keys())
        if (key.only == kind)
            names += fmt::format("{}`{}`", names.empty() ? "" : ", ", key.option->name);
    return fmt::format("\nOnly with `type: {}`: {}.\n", type, names);
}

}  // namespace

std::string reference_text() {
    Writer doc;
    doc.add("\n## Blocks\n");
    doc.block("Top level", "What a file may hold.", root_rows());
    doc.hosts("hosts", "The machines, each with the settings of the next table.", host_item_keys());
    doc.rows(host_rows());
    doc.example("hosts");
    doc.hosts("host_overrides", "Puts settings over those of hosts, wherever these are defined.",
              host_override_keys());
    doc.add("\nAnd every setting of `hosts`.\n");
    doc.example("host_overrides");
    doc.block("host_groups", "Names for several hosts.", host_group_rows());
    doc.block("host_group_overrides", "Puts other hosts into groups, before groups of groups are resolved.",
              host_group_override_rows());
    doc.block(
        "ansible_inventories",
        "Adds hosts and groups of Ansible inventories; what is defined here too is taken from here. INI with "
        "ranges,\n`:children` and `:vars`, or YAML with `hosts`, `children` and `vars`; no scripts, plug-ins "
        "or "
        "`group_vars` folders.\n`ansible_*` variables of the connection become settings, others are there in "
        "templates.",
        inventory_rows());
    doc.block("groups", "Groups of accounts.", group_rows());
    doc.block("users", "Accounts.", user_rows());
    doc.block("folders", "Folders. They are made before any file.", folder_rows());
    doc.block("files", "Single files.", file_rows());
    doc.block("trees", "All that is in a folder. What else is in the folder on the host stays.", tree_rows());
    doc.block("systemd_units", "Services of systemd.", unit_rows());
    doc.block(
        "supervisors",
        "Instances of supervisord, each with its configuration, its service `supervisord_<name>.service` and "
        "its\n`supervisorctl_<name>`.",
        supervisor_rows());
    doc.block("supervisors: http_server", "`http_server: {}` is enough for a web page on this host only.",
              http_server_rows());
    doc.block(
        "supervisor_programs",
        "Programs, each in a file `<include_dir>/<name>_prg.ini`. Keys of Supervisor's section are written "
        "as "
        "they are given;\nwhere a default stands here that nothing is written for, it is supervisord's: see "
        "[configuration.md](configuration.md).",
        program_rows());
    doc.add(only_for(Program::Kind::eventlistener, "eventlistener"));
    doc.add(only_for(Program::Kind::fcgi_program, "fcgi-program"));
    doc.block("supervisor_groups",
              "Programs that are started and stopped under one name, each group in a file "
              "`<include_dir>/<name>_grp.ini`.",
              program_group_rows());
    return doc.take();
}

}  // namespace deployer::model
