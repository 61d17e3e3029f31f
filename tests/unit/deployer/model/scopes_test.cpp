// Scopes, and the parts of a run (HD-SCOPE).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "deployer/model/described.hpp"

namespace deployer::model {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string folder(const std::string& scope) {
    return "folders: [ { scope: '" + scope + "', path: /d, owner: o, group: g, mode: '0755' } ]\n";
}

HostList hosts_of(const std::string& scope) {
    return model_of(with_hosts(folder(scope))).folders[0].scope.hosts;
}

// HD-SCOPE-01, HD-SCOPE-05, HD-INV-15.
TEST(Scopes, parts) {
    EXPECT_THAT(hosts_of("all"), ElementsAre(0, 1));
    EXPECT_THAT(hosts_of("h2"), ElementsAre(1));
    EXPECT_THAT(hosts_of("h2:g1:h2"), ElementsAre(1, 0));
    EXPECT_THAT(hosts_of("both:!h1"), ElementsAre(1));
    EXPECT_THAT(hosts_of("all:&g1"), ElementsAre(0));
    EXPECT_THAT(hosts_of("!h1"), ElementsAre(1));
    EXPECT_THAT(hosts_of("all:!all"), ElementsAre());
}

// HD-SCOPE-02
TEST(Scopes, where_one_is_required) {
    const Model model =
        model_of(with_hosts("groups: [ { name: g } ]\nusers: [ { login: u } ]\n"
                            "supervisors: [ { name: s, scope: g1, user: u, group: g } ]\n"
                            "supervisor_programs: [ { name: p, supervisor: s, command: c } ]\n"
                            "supervisor_groups: [ { name: pg, supervisor: s, programs: [ p ] } ]\n"));
    EXPECT_EQ(model.groups[0].scope.text, "all");
    EXPECT_EQ(model.users[0].scope.text, "all");
    EXPECT_EQ(model.programs[0].scope.text, "g1");
    EXPECT_EQ(model.program_groups[0].scope.text, "g1");
    for (const char* block :
         {"folders: [ { path: /d, owner: o, group: g, mode: '0755' } ]\n",
          "files: [ { src: 'file:///x', dest_folder: /d, owner: o, group: g, mode: '0644' } ]\n",
          "trees: [ { src: 'file:///t', dest_folder: /t, owner: o, group: g, file_mode: '0644', folder_mode: "
          "'0755' } ]\n",
          "systemd_units: [ { name: u, unit_file: 'file:///u' } ]\n",
          "supervisors: [ { name: s, user: u, group: g } ]\n"})
        EXPECT_THAT(problems_of(with_hosts(block)), HasSubstr("Cannot find required key 'scope'")) << block;
}

// HD-SCOPE-03, HD-SCOPE-04, HD-GAP-12, HD-GAP-47: each part is checked.
TEST(Scopes, unknown_parts) {
    EXPECT_EQ(problems_of(with_hosts(folder("h3"))), "app.yml:4:21: folders[0].scope: Folder /d: Scope "
                                                     "attribute 'h3' does not match any host or host_group "
                                                     "and is not 'hdfs'! (did you mean 'h1'?)");
    EXPECT_THAT(
        problems_of(with_hosts(folder("h1:zz"))),
        HasSubstr("Scope attribute 'h1:zz' does not match any host or host_group and is not 'hdfs'! ('zz' is "
                  "neither)"));
    for (const char* refused : {"*", "h1,h2", "h1:", ":h1", "h1:!zz"})
        EXPECT_THAT(problems_of(with_hosts(folder(refused))), HasSubstr("does not match any host"))
            << refused;
    EXPECT_THAT(problems_of(with_hosts("users: [ { login: u, scope: zz } ]\n")),
                HasSubstr("User u: Scope attribute 'zz' does not match any host or host_group!"));
    EXPECT_THAT(problems_of(with_hosts("groups: [ { name: u, scope: zz } ]\n")),
                HasSubstr("Group u: Scope attribute 'zz' does not match any host or host_group!"));
    EXPECT_THAT(problems_of(with_hosts("supervisors: [ { name: s, scope: zz, user: u, group: g } ]\n")),
                HasSubstr("Supervisor s: scope attribute 'zz' does not match any host or host_group!"));
    EXPECT_THAT(
        problems_of(with_hosts("systemd_units: [ { name: s, scope: zz, unit_file: 'file:///s' } ]\n")),
        HasSubstr("Systemd_unit s: scope attribute 'zz' does not match any host or host_group!"));
    // HD-FLD-07.
    EXPECT_THAT(problems_of(with_hosts(folder("hdfs"))),
                HasSubstr("Folder /d: scope 'hdfs' is not supported"));
}

// HD-SCOPE-07.
TEST(Scopes, without_hosts) {
    const Model model = model_of(with_hosts("host_groups: [ { name: none_yet } ]\n" + folder("none_yet")));
    EXPECT_TRUE(model.folders[0].scope.hosts.empty());
}

const std::string everything = R"(
groups: [ { name: g } ]
users: [ { login: u } ]
folders:
- { scope: all, path: /d, owner: o, group: g, mode: "0755" }
- { scope: h1, path: /e, owner: o, group: g, mode: "0755" }
- { scope: "h1:h2", path: /f, owner: o, group: g, mode: "0755" }
files: [ { scope: h1, src: "file:///x", dest_folder: /d, owner: o, group: g, mode: "0644",
           notify: [ "s:p", "systemd://u" ] } ]
trees: [ { scope: all, src: "file:///t", dest_folder: /t, owner: o, group: g, file_mode: "0644", folder_mode: "0755" } ]
systemd_units: [ { name: u, scope: all, unit_file: "file:///u" } ]
supervisors: [ { name: s, scope: all, user: u, group: g } ]
supervisor_programs: [ { name: p, supervisor: s, command: c } ]
supervisor_groups: [ { name: pg, supervisor: s, programs: [ p ] } ]
)";

struct Counts {
    std::size_t users, files, units, supervisors;
    bool operator==(const Counts&) const = default;
};

void PrintTo(const Counts& counts, std::ostream* out) {
    *out << counts.users << " " << counts.files << " " << counts.units << " " << counts.supervisors;
}

Counts counts_of(std::vector<std::string> scopes, std::vector<std::string> no_scopes = {}) {
    Described described(with_hosts(everything));
    described.folders.insert("/t");
    described.context.action = Action::deploy;
    described.context.scopes = std::move(scopes);
    described.context.no_scopes = std::move(no_scopes);
    const ReadModel result = described.read();
    EXPECT_EQ(lines(result.problems), "");
    const Model& model = result.model;
    EXPECT_EQ(model.users.size(), model.groups.size());
    EXPECT_EQ(model.programs.size(), model.supervisors.size());
    EXPECT_EQ(model.program_groups.size(), model.supervisors.size());
    return {model.users.size(), model.folders.size() + model.files.size() + model.trees.size(),
            model.units.size(), model.supervisors.size()};
}

// HD-SCOPE-11 to -13, HD-GAP-48.
TEST(Parts, included) {
    EXPECT_EQ(counts_of({}), (Counts{1, 5, 1, 1}));
    EXPECT_EQ(counts_of({"all"}), (Counts{1, 5, 1, 1}));
    EXPECT_EQ(counts_of({"users", "supervisor"}), (Counts{1, 0, 0, 1}));
    EXPECT_EQ(counts_of({"none"}), (Counts{0, 0, 0, 0}));
    EXPECT_EQ(counts_of({"h1"}), (Counts{0, 2, 0, 0}));
    EXPECT_EQ(counts_of({"h1:h2"}), (Counts{0, 1, 0, 0}));
    EXPECT_EQ(counts_of({"h1", "systemd"}), (Counts{0, 2, 1, 0}));
    EXPECT_EQ(counts_of({"files"}), (Counts{0, 5, 0, 0}));
    EXPECT_EQ(counts_of({"kafka"}), (Counts{0, 0, 0, 0}));
}

// HD-SCOPE-11, HD-SCOPE-14, HD-GAP-12, HD-GAP-48.
TEST(Parts, excluded) {
    EXPECT_EQ(counts_of({}, {"files"}), (Counts{1, 0, 1, 1}));
    EXPECT_EQ(counts_of({"files"}, {"files"}), (Counts{0, 0, 0, 0}));
    EXPECT_EQ(counts_of({}, {"all"}), (Counts{0, 0, 0, 0}));
    EXPECT_EQ(counts_of({}, {"none"}), (Counts{1, 5, 1, 1}));
}

// HD-SCOPE-14: the hosts are left out of every part.
TEST(Parts, excluded_hosts) {
    Described described(with_hosts(everything));
    described.context.action = Action::remove;
    described.context.no_scopes = {"g1"};
    const Model model = described.read().model;
    EXPECT_FALSE(model.hosts[0].selected);
    EXPECT_TRUE(model.hosts[1].selected);
    EXPECT_THAT(model.users[0].scope.hosts, ElementsAre(1));
    EXPECT_THAT(model.programs[0].scope.hosts, ElementsAre(1));
    EXPECT_THAT(model.folders[1].scope.hosts, ElementsAre());
}

// HD-SCOPE-10, HD-SCOPE-11, HD-SCOPE-17: of the description; --scope replaces, --noScope adds.
TEST(Parts, of_the_description) {
    Described described(
        with_hosts("included_scopes: [ users ]\nexcluded_scopes: [ systemd ]\n" + everything));
    described.context.action = Action::stop;
    EXPECT_EQ(described.read().model.parts.supervisor, false);
    described.context.scopes = {"all"};
    described.context.no_scopes = {"users"};
    const Parts parts = described.read().model.parts;
    EXPECT_TRUE(parts.supervisor && parts.files);
    EXPECT_FALSE(parts.users || parts.systemd);
}

TEST(Parts, unknown_scope) {
    Described described(with_hosts("included_scopes: [ user ]\n"));
    EXPECT_EQ(lines(described.read().problems),
              "app.yml:4:18: included_scopes: Scope 'user' is not supported! (did you mean 'users'?)");
    described.context.scopes = {"h3"};
    EXPECT_EQ(lines(described.read().problems), "--scope: Scope 'h3' is not supported! (did you mean 'h1'?)");
}

// HD-SCOPE-16: not even checked.
TEST(Parts, notifications_to_parts_that_are_off) {
    std::string text = everything;
    text.replace(text.find("\"s:p\""), 5, "\"s:zz\"");
    Described described(with_hosts(text));
    described.folders.insert("/t");
    described.context.scopes = {"files"};
    const ReadModel result = described.read();
    EXPECT_EQ(lines(result.problems), "");
    EXPECT_TRUE(result.model.files[0].notify.empty());
}

// HD-SCOPE-15, HD-CLI-28, HD-GAP-17.
TEST(Limit, by_hosts_and_groups) {
    Described described(with_hosts(everything));
    described.context.action = Action::start;
    described.context.limit = {"g1"};
    ReadModel result = described.read();
    EXPECT_EQ(lines(result.problems), "");
    EXPECT_TRUE(result.model.hosts[0].selected);
    EXPECT_FALSE(result.model.hosts[1].selected);
    EXPECT_THAT(result.model.users[0].scope.hosts, ElementsAre(0));
    EXPECT_THAT(result.model.host_groups[1].hosts.size(), 2U);
    described.context.limit = {"h1", "h3"};
    EXPECT_EQ(lines(described.read().problems),
              "--limit: 'h3' is neither a host nor a host_group (did you mean 'h1'?)");
}

// A host that is left out needs no key.
TEST(Limit, key_files_of_others_are_not_looked_at) {
    Described described(
        "hosts: [ { name: a, ssh_host: x, ssh_user: u, ssh_private_key_file: ka }, { name: b, ssh_host: x, "
        "ssh_user: u, ssh_private_key_file: kb } ]\n");
    described.context.action = Action::deploy;
    described.missing.insert("/base/kb");
    described.context.limit = {"a"};
    EXPECT_EQ(lines(described.read().problems), "");
    described.context.limit = {};
    EXPECT_THAT(lines(described.read().problems), HasSubstr("/base/kb"));
}

}  // namespace
}  // namespace deployer::model
