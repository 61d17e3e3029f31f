// The top level, hosts and their groups (HD-SRC, HD-INV).
#include <array>

#include "model/common_rows.hpp"
#include "model/tables.hpp"

namespace deployer::model {

namespace {

using enum Type;

constexpr std::array<KeyRow<Root>, 23> root_table{{
    {{"vars", map, "",
      "Variables for `${name}` in all that is read afterwards, and for `{{ name }}` in templates."},
     ignored},
    {{"encrypted_vars", map, "",
      "Variables for `{{ name }}` only, each an Ansible vault text in a `|` block; `hadeploy vault encrypt` "
      "makes them."},
     ignored},
    {{"included_scopes", texts, "", "As `--scope`, which replaces it.", false, false, "all parts"},
     into<&Root::included_scopes>},
    {{"excluded_scopes", texts, "", "As `--noScope`, which adds to it.", false, false, "no part"},
     into<&Root::excluded_scopes>},
    {{"exit_on_fail", boolean, "yes",
      "The first failure on a host ends the run for all; with `no` the others go on without it."},
     into<&Root::exit_on_fail>},
    {{"hosts", list, "", "The hosts."}, ignored},
    {{"host_overrides", list, "", "Settings put over those of hosts."}, ignored},
    {{"host_groups", list, "", "Names for several hosts."}, ignored},
    {{"host_group_overrides", list, "", "Hosts put in the place of those of groups."}, ignored},
    {{"ansible_inventories", list, "", "Ansible inventories whose hosts and groups are added."}, ignored},
    {{"groups", list, "", "Groups of accounts."}, ignored},
    {{"users", list, "", "Accounts."}, ignored},
    {{"folders", list, "", "Folders."}, ignored},
    {{"files", list, "", "Single files."}, ignored},
    {{"trees", list, "", "Folders with all that is in them."}, ignored},
    {{"local_files_folders", paths, "",
      "Folders on this machine where `file://` names are looked up, in order."},
     into<&Root::local_files_folders>},
    {{"local_templates_folders", paths, "",
      "Folders on this machine where `tmpl://` names are looked up, in order."},
     into<&Root::local_templates_folders>},
    {{"systemd_units", list, "", "Services of systemd."}, ignored},
    {{"systemd_unit_dir", text, "/usr/lib/systemd/system", "Folder of unit files on the hosts.", false, true},
     into<&Root::systemd_unit_dir>},
    {{"supervisors", list, "", "Instances of supervisord."}, ignored},
    {{"supervisor_programs", list, "", "Programs of these instances."}, ignored},
    {{"supervisor_groups", list, "", "Programs that are started and stopped under one name."}, ignored},
    {{"include", text_or_texts, "",
      "Files that are read where it stands. Only at the top of a file; relative to that file."},
     ignored},
}};

constexpr std::array<KeyRow<HostSettings>, 22> host_table{{
    {{"ssh_host", text, "", "Address to log in to.", false, false, "*required*, but for a local one"},
     into<&Host::ssh_host>},
    {{"ssh_user", text, "", "Account to log in as.", false, false, "*required*, here or in an override"},
     into<&Host::ssh_user>},
    {{"ssh_private_key_file", path, "", "Private key to log in with.", false, false,
      "the agent's and usual keys"},
     into<&Host::ssh_private_key_file>},
    {{"ssh_password", text, "", "Password to log in with; not together with a key."},
     into<&Host::ssh_password>},
    {{"ssh_port", integer, "", "Port to log in to.", false, false, "22, or what ssh's configuration says"},
     [](HostSettings& h, const Key&, Typed&& value) {
         h.ssh_port = static_cast<unsigned>(std::get<std::int64_t>(value));
     }},
    {{"ssh_common_args", text, "", "Further arguments of ssh, with shell quoting."},
     into<&Host::ssh_common_args>},
    {{"ssh_extra_args", text, "", "The same, behind `ssh_common_args`."}, into<&Host::ssh_extra_args>},
    {{"ssh_executable", text, "ssh", "The ssh program."}, into<&Host::ssh_executable>},
    {{"host_key", text, "", "The host's public key as in known_hosts, without the name.", false, true,
      "known_hosts decides"},
     into<&Host::host_key>},
    {{"connection", text, "ssh", "`ssh`, or `local` for this machine.", false, true},
     into<&HostSettings::connection>},
    {{"become", boolean, "", "Do everything as another user.", false, false,
      "`yes` if one of `become_user`, `become_method`, `become_pass` and `become_exe` is given"},
     into<&HostSettings::become_given>},
    {{"become_user", text, "", "The user to become.", false, false, "`root`"},
     [](HostSettings& h, const Key&, Typed&& value) { h.become.user = std::get<std::string>(value); }},
    {{"become_method", text, "", "How: `sudo`, `su` or `doas`.", false, false, "`sudo`"},
     [](HostSettings& h, const Key&, Typed&& value) { h.become.method = std::get<std::string>(value); }},
    {{"become_pass", text, "", "Password that the method asks for."},
     [](HostSettings& h, const Key&, Typed&& value) { h.become.password = std::get<std::string>(value); }},
    {{"become_exe", text, "", "Program of the method.", false, false, "the method's name"},
     [](HostSettings& h, const Key&, Typed&& value) { h.become.exe = std::get<std::string>(value); }},
    {{"become_flags", text, "", "Arguments for that program, with shell quoting."},
     [](HostSettings& h, const Key&, Typed&& value) { h.become.flags = std::get<std::string>(value); }},
    {{"privileged", boolean, "yes", "With `no` no supervisord is brought there; it must be there."},
     into<&Host::privileged>},
    {{"force_setup", boolean, "no", "Gather its facts for `hostvars` even if nothing is done on it."},
     into<&Host::force_setup>},
    {{"python_interpreter", text, "", "Accepted, without effect: hosts need no Python."}, ignored},
    {{"ssh_pipelining", text, "", "Accepted, without effect: everything goes through one connection."},
     ignored},
    {{"sftp_extra_args", text, "", "Accepted, without effect: sftp is not used."}, ignored},
    {{"scp_extra_args", text, "", "Accepted, without effect: scp is not used."}, ignored},
}};

constexpr std::array<Key, 2> host_items{{
    {"name", text, "", "Name used everywhere else.", true},
    {"when", boolean, "yes", "With `no` the host is left out, as if it were not there."},
}};

constexpr std::array<Key, 3> host_overrides{{
    {"name", text, "", "A host, or `all`.", true},
    {"priority", integer, "100",
     "Overrides are put on in ascending order, equal ones as they are read: the last one holds. An empty "
     "value "
     "takes the host's away."},
    {"when", boolean, "yes", "With `no` the override is left out."},
}};

constexpr std::array<KeyRow<HostGroupDraft>, 5> host_group_table{{
    {{"name", text, "", "Name of the group.", true}, into<&HostGroup::name>},
    {{"hosts", texts, "", "Its hosts."}, into<&HostGroupDraft::host_names>},
    {{"groups", texts, "", "Groups whose hosts it has too."}, into<&HostGroupDraft::group_names>},
    {{"force_setup", boolean, "no", "As for a host."}, into<&HostGroup::force_setup>},
    when_row<HostGroupDraft>(),
}};

constexpr std::array<KeyRow<HostGroupOverride>, 4> host_group_override_table{{
    {{"name", text, "", "A group, or `all`.", true}, into<&HostGroupOverride::name>},
    {{"hosts", texts, "", "Its hosts instead of those it was defined with."},
     into<&HostGroupOverride::hosts>},
    {{"force_setup", boolean, "", "As for a host."}, into<&HostGroupOverride::force_setup>},
    when_row<HostGroupOverride>(),
}};

constexpr std::array<KeyRow<InventoryDraft>, 5> inventory_table{{
    {{"file", path, "", "The inventory, in INI or YAML form.", true}, into<&InventoryDraft::file>},
    {{"name", text, "", "What the question for its password calls it.", false, false, "its path"},
     into<&InventoryDraft::name>},
    {{"vault_password_file", path, "", "File with the password of an encrypted inventory."},
     into<&InventoryDraft::vault_password_file>},
    {{"ask_vault_password", boolean, "no", "Ask for that password."},
     into<&InventoryDraft::ask_vault_password>},
    when_row<InventoryDraft>(),
}};

}  // namespace

std::span<const KeyRow<Root>> root_rows() {
    return root_table;
}
std::span<const KeyRow<HostSettings>> host_rows() {
    return host_table;
}
std::span<const Key> host_item_keys() {
    return host_items;
}
std::span<const Key> host_override_keys() {
    return host_overrides;
}
std::span<const KeyRow<HostGroupDraft>> host_group_rows() {
    return host_group_table;
}
std::span<const KeyRow<HostGroupOverride>> host_group_override_rows() {
    return host_group_override_table;
}
std::span<const KeyRow<InventoryDraft>> inventory_rows() {
    return inventory_table;
}

}  // namespace deployer::model
