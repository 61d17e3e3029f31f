#include "model/reference_examples.hpp"

#include <array>
#include <utility>

namespace deployer::model {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 15> examples{{
    {"Top level", R"(vars:
  version: 1.10

local_files_folders:
- files

local_templates_folders:
- templates

exit_on_fail: no
)"},
    {"hosts", R"(hosts:
- { name: edge1, ssh_host: edge1.example.com, ssh_user: root }
- name: edge2
  ssh_host: 192.0.2.7
  ssh_port: 2222
  ssh_user: deploy
  become_user: root
)"},
    {"host_overrides", R"(host_overrides:
- { name: all, ssh_common_args: "-o ServerAliveInterval=10" }
- { name: edge2, priority: 200, ssh_user: admin }
)"},
    {"host_groups", R"(host_groups:
- { name: edges, hosts: [ edge1, edge2 ] }
- { name: reachable, hosts: [ web1 ], groups: [ edges ] }
)"},
    {"host_group_overrides", R"(host_group_overrides:
- { name: edges, hosts: [ edge1 ] }
)"},
    {"ansible_inventories", R"(ansible_inventories:
- file: inventory.ini
)"},
    {"groups", R"(groups:
- { name: app, system: yes }
)"},
    {"users", R"(users:
- login: app
  group: app
  system: yes
  can_sudo_to: postgres
  authorized_keys:
  - keys/app_id.pub
)"},
    {"folders", R"(folders:
- { scope: all, path: /opt/app, owner: app, group: app, mode: "0755" }
)"},
    {"files", R"(files:
- scope: all
  src: tmpl://app.conf
  dest_folder: /opt/app
  owner: app
  group: app
  mode: "0640"
  notify: [ "supervisor://app/web", "systemd://helper" ]
- scope: edge1:edge2
  src: https://repository.example.com/app-${version}.tar.gz
  dest_folder: /opt/app
  dest_name: app.tar.gz
  owner: app
  group: app
  mode: "0644"
  checksum: sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
)"},
    {"trees", R"(trees:
- scope: all
  src: file://site
  dest_folder: /opt/app/site
  owner: app
  group: app
  file_mode: "0644"
  folder_mode: "0755"
)"},
    {"systemd_units", R"(systemd_units:
- { name: helper, scope: all, unit_file: "file://helper.service", action_on_notify: reload }
)"},
    {"supervisors", R"(supervisors:
- name: app
  scope: all
  user: app
  group: app
  socket_mode: "0770"
  http_server: { endpoint: "127.0.0.1:9001", password: "{SHA}d033e22ae348aeb5660fc2140aec35850c4da997" }
)"},
    {"supervisor_programs", R"(supervisor_programs:
- name: web
  supervisor: app
  command: /opt/app/web --port 808%(process_num)d
  numprocs: 2
  environment: { LANG: C.UTF-8, HOME: /opt/app }
  stopsignal: INT
- name: watch
  supervisor: app
  type: eventlistener
  command: /opt/app/watch
  events: [ PROCESS_STATE_FATAL ]
)"},
    {"supervisor_groups", R"(supervisor_groups:
- { name: backend, supervisor: app, programs: [ web ], priority: 10 }
)"},
}};

}  // namespace

std::string_view reference_example(std::string_view block) {
    for (const auto& [name, text] : examples)
        if (name == block)
            return text;
    return {};
}

}  // namespace deployer::model
