#include "model/read.hpp"

#include <fmt/core.h>

#include "model/assembly.hpp"
#include "model/inventory.hpp"
#include "model/names.hpp"
#include "model/parts.hpp"
#include "model/shared_places.hpp"

namespace deployer::model {

namespace {

void read_encrypted(Reading& reading, Model& model) {
    const source::Node* block = reading.document().root.find("encrypted_vars");
    if (block == nullptr || !block->is_map())
        return;
    for (const source::Entry& entry : block->entries) {
        if (!entry.value.is_scalar() ||
            !supervise::config::strip(entry.value.text).starts_with("$ANSIBLE_VAULT")) {
            reading.error(
                entry.value.place, "encrypted_vars." + entry.key,
                fmt::format("Encrypted variable '{}' does not seems to provide a valid encrypted value",
                            quoted(entry.key)),
                "write what `hadeploy vault encrypt` prints, as a | block");
            continue;
        }
        model.encrypted_vars.emplace_back(entry.key, entry.value.text);
    }
}

/// The top level. Its lists are read by who owns them; a map without anything below it is an empty text here.
Root read_root(Reading& reading, Model& model) {
    Root root;
    const source::Node& node = reading.document().root;
    check_keys(reading, node, {}, keys_of(root_rows()));
    for (const KeyRow<Root>& row : root_rows()) {
        const source::Node* value = node.find(row.key.name);
        if (row.key.type == Type::list || (value != nullptr && value->is_scalar() && value->text.empty()))
            continue;
        auto kept = value != nullptr ? typed(reading, *value, std::string(row.key.name), row.key)
                                     : fallback(row.key, {});
        if (kept)
            row.store(root, row.key, std::move(*kept));
    }
    if (auto fault = host_path_fault(root.systemd_unit_dir))
        reading.error(place_of(node, "systemd_unit_dir"), "systemd_unit_dir", "systemd_unit_dir " + *fault);
    read_encrypted(reading, model);
    model.exit_on_fail = root.exit_on_fail;
    model.systemd_unit_dir = root.systemd_unit_dir;
    model.systemd_unit_dir_origin = {place_of(node, "systemd_unit_dir"), {}};
    model.variables = reading.document().dict();
    model.variables.set("hadeploy_action", std::string(action_name(reading.context().action)));
    return root;
}

void read_parts(Assembly& assembly) {
    Named named;
    read_accounts(assembly);
    read_units(assembly, named);
    read_supervisors(assembly, named);
    check_shared_places(assembly.reading, assembly.model);
    read_programs(assembly, named);
    read_program_groups(assembly, named);
    read_files(assembly, named);
    finish_items(assembly.model);
}

}  // namespace

ReadModel read(const source::Document& document, const ReadContext& context) {
    ReadModel result;
    Model& model = result.model;
    Reading reading(document, context);
    const Root root = read_root(reading, model);

    Imported imported = import_inventories(reading);
    const std::vector<KeyFile> keys = read_hosts(reading, std::move(imported.hosts), model);
    read_host_groups(reading, imported.groups, model);

    const HostNames names(model);
    const Selection selection = select(reading, root, names, model.hosts.size());
    Assembly assembly{reading, root, names, selection.parts, model};
    model.parts = selection.parts;
    read_parts(assembly);
    apply(selection, model);
    check_key_files(reading, model, keys);
    result.problems = reading.take_problems();
    return result;
}

}  // namespace deployer::model
