// From Ansible inventories to hosts and groups (HD-INV-21 to -25).
#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "model/ansible_inventory.hpp"
#include "model/inventory.hpp"
#include "model/tables.hpp"

namespace deployer::model {

namespace {

constexpr std::string_view vault_mark = "$ANSIBLE_VAULT";

/// Ansible's variables about a connection, and our keys. Of two names for one key the later row wins.
struct Known {
    std::string_view variable, key;
};
constexpr std::array<Known, 24> known{{
    {"ansible_ssh_host", "ssh_host"},
    {"ansible_host", "ssh_host"},
    {"ansible_ssh_user", "ssh_user"},
    {"ansible_user", "ssh_user"},
    {"ansible_ssh_port", "ssh_port"},
    {"ansible_port", "ssh_port"},
    {"ansible_private_key_file", "ssh_private_key_file"},
    {"ansible_ssh_private_key_file", "ssh_private_key_file"},
    {"ansible_password", "ssh_password"},
    {"ansible_ssh_password", "ssh_password"},
    {"ansible_ssh_pass", "ssh_password"},
    {"ansible_ssh_common_args", "ssh_common_args"},
    {"ansible_ssh_extra_args", "ssh_extra_args"},
    {"ansible_ssh_executable", "ssh_executable"},
    {"ansible_connection", "connection"},
    {"ansible_become", "become"},
    {"ansible_become_user", "become_user"},
    {"ansible_become_method", "become_method"},
    {"ansible_become_pass", "become_pass"},
    {"ansible_become_password", "become_pass"},
    {"ansible_become_exe", "become_exe"},
    {"ansible_become_flags", "become_flags"},
    {"ansible_python_interpreter", "python_interpreter"},
    {"ansible_ssh_pipelining", "ssh_pipelining"},
}};

bool is_known(std::string_view variable) {
    return std::any_of(known.begin(), known.end(),
                       [variable](const Known& row) { return row.variable == variable; });
}

const Key* key_of(std::string_view name) {
    for (const KeyRow<HostSettings>& row : host_rows())
        if (row.key.name == name)
            return &row.key;
    return nullptr;
}

/// Ansible has more words for them than descriptions.
std::string plain_boolean(const std::string& text) {
    if (text == "1" || text == "t" || text == "T")
        return "yes";
    return text == "0" || text == "f" || text == "F" ? "no" : text;
}

class Importer {
public:
    Importer(Reading& reading, const InventoryDraft& draft, Imported& result)
        : reading_(reading),
          draft_(draft),
          result_(result),
          file_(std::make_shared<const std::string>(draft.file)) {}

    void run() {
        auto text = read();
        if (text && text->starts_with(vault_mark))
            text = decrypted(*text);
        if (!text)
            return;
        const ParsedInventory parsed =
            is_yaml_inventory(draft_.file, *text) ? parse_yaml_inventory(*text) : parse_ini_inventory(*text);
        for (const InventoryFault& fault : parsed.faults)
            reading_.error(place(fault.line), draft_.origin.path, fault.message, fault.remedy);
        if (const AnsibleGroup* endless = parsed.inventory.endless())
            return reading_.error(place(endless->line), draft_.origin.path,
                                  fmt::format("Infinite loop on group '{}' recursion", quoted(endless->name)),
                                  "take the group out of its own children");
        if (parsed.faults.empty())
            take(parsed.inventory);
    }

private:
    source::Place place(int line) const { return {file_, line, line == 0 ? 0 : 1}; }

    std::nullopt_t refuse(std::string_view key, std::string message, std::string remedy = {}) {
        reading_.error(place_of(*draft_.node, key), fmt::format("{}.{}", draft_.origin.path, key),
                       std::move(message), std::move(remedy));
        return std::nullopt;
    }

    std::optional<std::string> read() {
        if (reading_.look(draft_.file) == ReadContext::Found::nothing)
            return refuse("file", fmt::format("Ansible inventory file '{}' does not exists!", draft_.file));
        auto text = reading_.context().load.read(draft_.file);
        if (!text)
            return refuse("file",
                          fmt::format("Ansible inventory file '{}': {}", draft_.file, text.error().message));
        return std::move(*text);
    }

    std::optional<std::string> password() {
        const ReadContext& context = reading_.context();
        if (!draft_.vault_password_file.empty() && context.read_password) {
            auto password = context.read_password(draft_.vault_password_file);
            if (!password)
                return refuse("vault_password_file", password.error().message);
            return std::move(*password);
        }
        if (draft_.ask_vault_password && context.ask_password)
            return context.ask_password(fmt::format("Password for Ansible inventory '{}': ",
                                                    draft_.name.empty() ? draft_.file : draft_.name));
        return refuse("file", fmt::format("Ansible inventory file '{}' is encrypted", draft_.file),
                      "give vault_password_file, or ask_vault_password: yes");
    }

    std::optional<std::string> decrypted(const std::string& vault) {
        const auto word = password();
        if (!word)
            return std::nullopt;
        const auto& decrypt = reading_.context().decrypt;
        auto text = decrypt ? decrypt(vault, *word)
                            : supervise::Result<std::string>(supervise::fail("it cannot be decrypted here"));
        if (!text)
            return refuse("file",
                          fmt::format("Ansible inventory file '{}': {}", draft_.file, text.error().message));
        return std::move(*text);
    }

    void take(const AnsibleInventory& inventory) {
        const auto variables = inventory.variables();
        for (std::size_t i = 0; i < inventory.hosts().size(); ++i)
            result_.hosts.push_back(host(inventory.hosts()[i], variables[i]));
        const auto members = inventory.members();
        for (std::size_t i = 0; i < inventory.groups().size(); ++i) {
            const AnsibleGroup& group = inventory.groups()[i];
            if (group.name == "all" || group.name == "ungrouped")
                continue;
            ImportedGroup imported{{place(group.line), draft_.origin.path}, group.name, {}};
            for (const std::size_t member : members[i])
                imported.hosts.push_back(inventory.hosts()[member].name);
            result_.groups.push_back(std::move(imported));
        }
    }

    HostDraft host(const AnsibleHost& host, const jinja::Dict& variables) {
        HostDraft draft;
        draft.origin = {place(host.line), draft_.origin.path};
        draft.name = host.name;
        set(draft, "ssh_host", host.name, host.line);
        for (const Known& row : known)
            if (const jinja::Value* value = variables.find(row.variable))
                set(draft, row.key, value->text(), host.line);
        for (const auto& entry : variables.entries())
            if (!is_known(entry.first.text()) && entry.first.text() != "ansible_group_priority")
                draft.variables.set(entry.first, entry.second);
        return draft;
    }

    /// As if it were written in a description, so that the same rules hold.
    void set(HostDraft& draft, std::string_view name, std::string text, int line) {
        if (name == "connection")
            text = text == "smart" || text == "paramiko" || text == "paramiko_ssh" ? "ssh" : text;
        const Key& key = *key_of(name);
        if (key.type == Type::boolean)
            text = plain_boolean(text);
        source::Node node;
        node.place = place(line);
        node.style = key.type == Type::text ? source::Node::Style::quoted : source::Node::Style::plain;
        node.text = std::move(text);
        if (node.text.empty())
            return;
        auto value = typed(reading_, node, fmt::format("{}.{}", draft_.origin.path, name), key);
        draft.good = draft.good && value;
        if (value)
            draft.settings.insert_or_assign(std::string(name),
                                            Setting{std::move(*value), node.place, draft_.origin.path});
    }

    Reading& reading_;
    const InventoryDraft& draft_;
    Imported& result_;
    std::shared_ptr<const std::string> file_;
};

}  // namespace

Imported import_inventories(Reading& reading) {
    Imported result;
    for (const InventoryDraft& draft : read_block(reading, "ansible_inventories", inventory_rows()))
        if (draft.good)
            Importer(reading, draft, result).run();
    return result;
}

}  // namespace deployer::model
