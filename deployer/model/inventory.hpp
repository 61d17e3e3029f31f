/// Hosts and their groups, from the description and from Ansible inventories (HD-INV).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "model/schema.hpp"

namespace deployer::model {

/// A value of a host, and where it is from.
struct Setting {
    Typed value;
    source::Place place;
    std::string path;
    bool removed = false;  ///< of an override: takes the host's away (HD-INV-04)
};
using Settings = std::map<std::string, Setting, std::less<>>;

/// A host before overrides and types.
struct HostDraft {
    Origin origin;
    std::string name;
    Settings settings;
    jinja::Dict variables;
    bool good = true;
};

struct ImportedGroup {
    Origin origin;
    std::string name;
    std::vector<std::string> hosts;  ///< with those of its children
};

struct Imported {
    std::vector<HostDraft> hosts;
    std::vector<ImportedGroup> groups;
};

/// What `ansible_inventories` adds (HD-INV-21 to -25).
Imported import_inventories(Reading& reading);

/// A key file that a host names, and where.
struct KeyFile {
    std::size_t host = 0;
    source::Place place;
    std::string path;  ///< in the document
};

/// Fills Model::hosts: those of the description, then imported ones, with overrides put on.
std::vector<KeyFile> read_hosts(Reading& reading, std::vector<HostDraft> imported, Model& model);

/// Fills Model::host_groups, flattened. Needs the hosts.
void read_host_groups(Reading& reading, const std::vector<ImportedGroup>& imported, Model& model);

/// Those of hosts that the run is about must be there, if it logs in (HD-INV-08).
void check_key_files(Reading& reading, const Model& model, const std::vector<KeyFile>& uses);

}  // namespace deployer::model
