/// The tables of all blocks, and the items as they are while their table fills them: what the model keeps,
/// and texts that mean something only together with other items.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/key.hpp"
#include "model/model.hpp"
#include "model/schema.hpp"

namespace deployer::model {

struct Root {
    bool exit_on_fail = true;
    std::string systemd_unit_dir;
    std::vector<std::string> included_scopes, excluded_scopes;
    std::vector<std::string> local_files_folders, local_templates_folders;  ///< absolute
};

/// A host while overrides may still change it.
struct HostSettings : Host {
    std::optional<bool> become_given;
    std::string connection;
};

struct HostGroupDraft : HostGroup, Drafted {
    std::vector<std::string> host_names, group_names;
};

struct HostGroupOverride : Drafted {
    Origin origin;
    std::string name;
    std::optional<std::vector<std::string>> hosts;
    std::optional<bool> force_setup;
};

struct InventoryDraft : Drafted {
    Origin origin;
    std::string file, name, vault_password_file;
    bool ask_vault_password = false;
};

struct GroupDraft : Group, Drafted {};

struct UserDraft : User, Drafted {};

struct FolderDraft : Folder, Drafted {};

struct FileDraft : File, Drafted {
    std::vector<std::string> notify_texts;
    std::string checksum;
};

struct TreeDraft : Tree, Drafted {
    std::vector<std::string> notify_texts;
};

struct UnitDraft : SystemdUnit, Drafted {
    std::string state_text, action_text;
};

struct SupervisorDraft : Supervisor, Drafted {
    std::string state_text, conf_file_text;
    const source::Node* http_server_node = nullptr;
};

struct ProgramDraft : Program, Drafted {
    std::string supervisor_name, state_text, type_text, conf_file_text;
    std::map<std::string, std::string, std::less<>> given;  ///< keys of its section, as they are written
};

struct ProgramGroupDraft : ProgramGroup, Drafted {
    std::string supervisor_name;
    std::vector<std::string> program_names;
    std::optional<std::int64_t> priority_given;
};

std::span<const KeyRow<Root>> root_rows();
/// Of hosts and host_overrides alike.
std::span<const KeyRow<HostSettings>> host_rows();
std::span<const Key> host_item_keys();      ///< beside host_rows(), of an item of `hosts`
std::span<const Key> host_override_keys();  ///< the same of `host_overrides`
std::span<const KeyRow<HostGroupDraft>> host_group_rows();
std::span<const KeyRow<HostGroupOverride>> host_group_override_rows();
std::span<const KeyRow<InventoryDraft>> inventory_rows();
std::span<const KeyRow<GroupDraft>> group_rows();
std::span<const KeyRow<UserDraft>> user_rows();
std::span<const KeyRow<FolderDraft>> folder_rows();
std::span<const KeyRow<FileDraft>> file_rows();
std::span<const KeyRow<TreeDraft>> tree_rows();
std::span<const KeyRow<UnitDraft>> unit_rows();
std::span<const KeyRow<SupervisorDraft>> supervisor_rows();
std::span<const KeyRow<HttpServer>> http_server_rows();
/// With the keys of Supervisor's program sections, from their own tables.
std::span<const KeyRow<ProgramDraft>> program_rows();
std::span<const KeyRow<ProgramGroupDraft>> program_group_rows();

}  // namespace deployer::model
