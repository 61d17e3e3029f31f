// Accounts, folders, files, trees and services (HD-USR, HD-FLD, HD-FIL, HD-TREE, HD-SYSD).
#include <array>

#include "model/common_rows.hpp"
#include "model/tables.hpp"

namespace deployer::model {

namespace {

using enum Type;

constexpr std::array<KeyRow<GroupDraft>, 6> group_table{{
    {{"name", text, "", "Name of the group.", true}, into<&Group::name>},
    {{"system", boolean, "no", "Number from the range for system groups, when it is created."},
     into<&Group::system>},
    {{"managed", boolean, "yes", "With `no` it only must exist."}, into<&Group::managed>},
    scope_of_all_row<GroupDraft>(),
    no_remove_row<&Group::no_remove, GroupDraft>(),
    when_row<GroupDraft>(),
}};

constexpr std::array<KeyRow<UserDraft>, 14> user_table{{
    {{"login", text, "", "Name of the account.", true}, into<&User::login>},
    {{"comment", text, "", "Its comment (GECOS)."}, into<&User::comment>},
    {{"group", text, "", "Its primary group.", false, false, "the system's: one of its own"},
     into<&User::group>},
    {{"groups", text, "", "Exactly its further groups, with commas between them.", false, false,
      "left as they are"},
     into<&User::groups>},
    {{"can_sudo_to", text, "", "Accounts it may become by sudo without a password, with commas, or `ALL`."},
     into<&User::can_sudo_to>},
    scope_of_all_row<UserDraft>(),
    {{"managed", boolean, "yes", "With `no` it must exist; only its keys and sudo rights are set."},
     into<&User::managed>},
    {{"create_home", boolean, "yes", "Create its home."}, into<&User::create_home>},
    {{"remove_home", boolean, "no", "`remove` deletes its home even if it was not created here.", false,
      true},
     into<&User::remove_home>},
    {{"system", boolean, "no", "Number from the range for system accounts, when it is created."},
     into<&User::system>},
    no_remove_row<&User::no_remove, UserDraft>(),
    {{"password", text, "", "Its password as in /etc/shadow; `openssl passwd -6` makes it."},
     into<&User::password>},
    {{"authorized_keys", paths, "", "Files with public keys that may log in; others stay."},
     into<&User::authorized_keys>},
    when_row<UserDraft>(),
}};

constexpr std::array<KeyRow<FolderDraft>, 7> folder_table{{
    scope_row<FolderDraft>(),
    {{"path", text, "", "The folder; missing parents are made like it.", true}, into<&Folder::path>},
    {{"owner", text, "", "Its owner.", true}, into<&Folder::owner>},
    {{"group", text, "", "Its group.", true}, into<&Folder::group>},
    {{"mode", mode, "", "Its mode, in quotes.", true}, into<&Folder::mode>},
    no_remove_row<&Folder::no_remove, FolderDraft>(),
    when_row<FolderDraft>(),
}};

constexpr std::array<KeyRow<FileDraft>, 15> file_table{{
    scope_row<FileDraft>(),
    {{"src", text, "", "What to install: see [Sources](#sources).", true},
     [](FileDraft& f, const Key&, Typed&& value) { f.source.written = std::get<std::string>(value); }},
    {{"dest_folder", text, "", "Folder on the host; it must exist.", true}, into<&File::dest_folder>},
    {{"dest_name", text, "", "Name there.", false, false, "the last part of `src`"}, into<&File::dest_name>},
    {{"owner", text, "", "Its owner.", true}, into<&File::owner>},
    {{"group", text, "", "Its group.", true}, into<&File::group>},
    {{"mode", mode, "", "Its mode, in quotes.", true}, into<&File::mode>},
    {{"notify", text_or_texts, "", "What is restarted when it changes: see [Notifications](#notifications)."},
     into<&FileDraft::notify_texts>},
    {{"checksum", text, "", "`sha256:` and the hash of what a URL must give.", false, true},
     into<&FileDraft::checksum>},
    {{"validate_certs", boolean, "yes", "Check the certificate of an `https://` source."},
     into<&File::validate_certs>},
    {{"force_basic_auth", boolean, "no", "Send name and password to a URL without being asked."},
     into<&File::force_basic_auth>},
    {{"url_username", text, "", "Name to log in with at a URL."}, into<&File::url_username>},
    {{"url_password", text, "", "Password to log in with at a URL."}, into<&File::url_password>},
    no_remove_row<&File::no_remove, FileDraft>(),
    when_row<FileDraft>(),
}};

constexpr std::array<KeyRow<TreeDraft>, 10> tree_table{{
    scope_row<TreeDraft>(),
    {{"src", text, "", "`file://` or `tmpl://` and a folder: see [Sources](#sources).", true},
     [](TreeDraft& t, const Key&, Typed&& value) { t.source.written = std::get<std::string>(value); }},
    {{"dest_folder", text, "", "Folder on the host that gets what is in it.", true},
     into<&Tree::dest_folder>},
    {{"owner", text, "", "Owner of all of it.", true}, into<&Tree::owner>},
    {{"group", text, "", "Group of all of it.", true}, into<&Tree::group>},
    {{"file_mode", mode, "", "Mode of files.", true}, into<&Tree::file_mode>},
    {{"folder_mode", mode, "", "Mode of `dest_folder` and of folders in it.", true},
     into<&Tree::folder_mode>},
    {{"notify", text_or_texts, "", "As for a file.", false, true}, into<&TreeDraft::notify_texts>},
    no_remove_row<&Tree::no_remove, TreeDraft>(),
    when_row<TreeDraft>(),
}};

constexpr std::array<KeyRow<UnitDraft>, 8> unit_table{{
    {{"name", text, "", "Name of the service, without `.service`.", true}, into<&SystemdUnit::name>},
    scope_row<UnitDraft>(),
    {{"unit_file", text, "", "`file://` or `tmpl://`: see [Sources](#sources).", true},
     [](UnitDraft& u, const Key&, Typed&& value) { u.source.written = std::get<std::string>(value); }},
    {{"enabled", boolean, "yes", "Start at boot."}, into<&SystemdUnit::enabled>},
    {{"state", text, "current", "What `deploy` makes it: `started`, `stopped`, or `current` to leave it."},
     into<&UnitDraft::state_text>},
    {{"action_on_notify", text, "restart", "What a notification does: `restart`, `reload`, or `none`."},
     into<&UnitDraft::action_text>},
    no_remove_row<&SystemdUnit::no_remove, UnitDraft>(),
    when_row<UnitDraft>(),
}};

}  // namespace

std::span<const KeyRow<GroupDraft>> group_rows() {
    return group_table;
}
std::span<const KeyRow<UserDraft>> user_rows() {
    return user_table;
}
std::span<const KeyRow<FolderDraft>> folder_rows() {
    return folder_table;
}
std::span<const KeyRow<FileDraft>> file_rows() {
    return file_table;
}
std::span<const KeyRow<TreeDraft>> tree_rows() {
    return tree_table;
}
std::span<const KeyRow<UnitDraft>> unit_rows() {
    return unit_table;
}

}  // namespace deployer::model
