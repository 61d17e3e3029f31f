/// Any text as an inventory of Ansible, in INI and in YAML, and as the variable of a host: bounded, with a
/// fault for each line that is none, and every host and group where it can be found again.
#include <cstdint>

#include "expect.hpp"
#include "model/ansible_inventory.hpp"
#include "model/limits.hpp"

using namespace deployer::model;
using supervise::fuzz::expect;

namespace {

void look_at(const ParsedInventory& parsed) {
    for (const InventoryFault& fault : parsed.faults)
        expect(!fault.message.empty() && fault.line >= 0);
    AnsibleInventory inventory = parsed.inventory;
    expect(!inventory.groups().empty() && inventory.groups().front().name == "all");
    expect(inventory.hosts().size() <= limits::max_hosts);
    for (std::size_t i = 0; i < inventory.hosts().size(); ++i)
        expect(inventory.host(inventory.hosts()[i].name, 0) == i);
    if (inventory.endless() != nullptr)
        return;
    expect(inventory.variables().size() == inventory.hosts().size());
    const auto members = inventory.members();
    expect(members.size() == inventory.groups().size());
    for (std::size_t group = 0; group < members.size(); ++group) {
        expect(members[group].size() <= inventory.hosts().size());
        for (const std::size_t host : members[group])
            expect(host < inventory.hosts().size());
        expect(members[group].size() >= (inventory.groups()[group].hosts.empty() ? 0U : 1U));
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    look_at(parse_ini_inventory(text));
    look_at(parse_yaml_inventory(text));
    static_cast<void>(is_yaml_inventory("hosts", text));
    static_cast<void>(ini_value(text).repr());
    const HostNamesOrFault range = expand_range(text);
    expect(range.fault.empty() ? !range.names.empty() && range.names.size() <= limits::max_hosts
                               : range.names.empty());
    return 0;
}
