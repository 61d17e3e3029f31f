// Folders, files, trees and services (HD-FLD, HD-FIL, HD-TREE, HD-SYSD).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "deployer/model/described.hpp"

namespace deployer::model {
namespace {

using testing::HasSubstr;

constexpr std::string_view folders = "local_files_folders: [ f1, f2 ]\nlocal_templates_folders: [ /t ]\n";

std::string file_of(const std::string& src, const std::string& further = {}) {
    return "files: [ { scope: all, src: '" + src + "', dest_folder: /d, owner: o, group: g, mode: '0644'" +
           further + " } ]\n";
}

Described deploying(const std::string& text) {
    Described described(with_hosts(text));
    described.context.action = Action::deploy;
    return described;
}

std::string problems_of_deploy(const std::string& text) {
    return lines(deploying(text).read().problems);
}

File only_file(const std::string& text) {
    ReadModel result = deploying(text).read();
    EXPECT_EQ(lines(result.problems), "");
    return result.model.files.at(0);
}

// HD-FIL-01 to -03.
TEST(Files, are_found_in_the_first_folder_that_has_them) {
    Described described = deploying(std::string(folders) + file_of("file://sub/a.txt"));
    EXPECT_EQ(described.read().model.files[0].source.path, "/base/f1/sub/a.txt");
    described.missing.insert("/base/f1/sub/a.txt");
    const File file = described.read().model.files[0];
    EXPECT_EQ(file.source.path, "/base/f2/sub/a.txt");
    EXPECT_EQ(file.source.kind, ContentSource::Kind::file);
    EXPECT_EQ(file.source.name, "sub/a.txt");
    EXPECT_EQ(file.dest_name, "a.txt");
    EXPECT_EQ(only_file(std::string(folders) + file_of("tmpl://x")).source.path, "/t/x");
    EXPECT_EQ(only_file(file_of("file:///abs/./y")).source.path, "/abs/y");
    EXPECT_EQ(only_file(file_of("tmpl:///abs/y")).source.kind, ContentSource::Kind::tmpl);
    EXPECT_EQ(only_file(file_of("file:///abs/y", ", dest_name: z")).dest_name, "z");
}

// HD-FIL-08.
TEST(Files, that_are_not_found) {
    Described described = deploying(std::string(folders) + file_of("file://a"));
    described.missing = {"/base/f1/a", "/base/f2/a"};
    EXPECT_EQ(
        lines(described.read().problems),
        "app.yml:6:29: files[0].src: Unable to find 'a' in local_file_folders=['/base/f1', '/base/f2']");
    described.context.action = Action::none;
    EXPECT_THAT(lines(described.read().problems), HasSubstr("Unable to find"));
    for (const Action action : {Action::remove, Action::start, Action::stop, Action::status}) {
        described.context.action = action;
        EXPECT_EQ(lines(described.read().problems), "");
    }
    Described templates = deploying(std::string(folders) + file_of("tmpl://a"));
    templates.missing = {"/t/a"};
    EXPECT_THAT(lines(templates.read().problems),
                HasSubstr("Unable to find 'a' in local_templates_folders=['/t']"));
    Described absolute = deploying(file_of("file:///a"));
    absolute.missing = {"/a"};
    EXPECT_THAT(lines(absolute.read().problems), HasSubstr("'/a' does not exists"));
    absolute.missing = {};
    absolute.unreadable = {"/a"};
    EXPECT_THAT(lines(absolute.read().problems), HasSubstr("'/a' cannot be read"));
    absolute.unreadable = {};
    absolute.folders = {"/a"};
    EXPECT_THAT(
        lines(absolute.read().problems),
        HasSubstr("File 'file:///a' is a folder. Use 'trees' block to copy a folder in a recursive way"));
}

// HD-FIL-08.
TEST(Files, without_folders_to_look_in) {
    EXPECT_THAT(
        problems_of_deploy(file_of("file://a")),
        HasSubstr(
            "Missing 'local_files_folders' definition while some files://... definition are not absolute"));
    EXPECT_THAT(
        problems_of_deploy(file_of("tmpl://a")),
        HasSubstr("Missing 'local_templates_folders' definition while some tmpl://... definition are not "
                  "absolute"));
}

// HD-FIL-06 to -08, HD-OUT-10.
TEST(Files, schemes) {
    EXPECT_THAT(
        problems_of(with_hosts(file_of("a.txt"))),
        HasSubstr(
            "Files: a.txt is not a valid form for 'src' attribute. Unknown scheme (write file://a.txt or "
            "tmpl://a.txt)"));
    EXPECT_THAT(problems_of(with_hosts(file_of("ftp://h/a"))), HasSubstr("Unknown scheme"));
    EXPECT_THAT(
        problems_of(with_hosts(file_of("node://h1/x"))),
        HasSubstr(
            "Files: node://h1/x is not a valid form for 'src' attribute: Copying from node is only valid "
            "for 'hdfs' scope"));
    EXPECT_THAT(problems_of(with_hosts(file_of("mvn://r/g/a/1"))), HasSubstr("HADeploy's maven plugin"));
}

// HD-FIL-04, HD-FIL-05.
TEST(Files, of_urls) {
    const std::string hash(64, 'A');
    const File file =
        only_file(file_of("https://h/x/a.jar?q=1/2", ", validate_certs: no, force_basic_auth: yes, "
                                                     "url_username: u, url_password: p, checksum: "
                                                     "'sha256:" +
                                                         hash + "'"));
    EXPECT_EQ(file.source.kind, ContentSource::Kind::url);
    EXPECT_EQ(file.source.path, "https://h/x/a.jar?q=1/2");
    EXPECT_EQ(file.dest_name, "a.jar");
    EXPECT_FALSE(file.validate_certs);
    EXPECT_TRUE(file.force_basic_auth);
    EXPECT_EQ(file.url_password, "p");
    EXPECT_EQ(file.sha256, std::string(64, 'a'));
    EXPECT_THAT(problems_of(with_hosts(file_of("http://host"))), HasSubstr("it has no name on the host"));
    EXPECT_THAT(problems_of(with_hosts(file_of("http://h/a", ", checksum: md5"))),
                HasSubstr("'md5' is no checksum"));
    EXPECT_THAT(problems_of(with_hosts(file_of("file:///a", ", checksum: 'sha256:00'"))),
                HasSubstr("checksum is for http:// and https:// sources"));
    EXPECT_THAT(
        problems_of(with_hosts(file_of("file:///a", ", url_username: u"))),
        HasSubstr(
            "warning: app.yml:4:107: files[0].url_username: File file:///a: url_username has no effect"));
}

// HD-FIL-09.
TEST(Files, targets_are_absolute_and_plain) {
    EXPECT_EQ(
        only_file("files: [ { scope: all, src: 'file:///x', dest_folder: /d/../e/, owner: o, group: g, mode: "
                  "'0644' } ]\n")
            .dest_folder,
        "/e");
    EXPECT_THAT(
        problems_of(with_hosts("folders: [ { scope: all, path: opt, owner: o, group: g, mode: '0755' } ]\n")),
        HasSubstr("folders[0].path: Folder opt: path 'opt' is not an absolute path"));
    EXPECT_EQ(
        model_of(
            with_hosts("folders: [ { scope: all, path: \"{{ ansible_user_dir }}/x/\", owner: o, group: g, "
                       "mode: '0755' } ]\n"))
            .folders[0]
            .path,
        "{{ ansible_user_dir }}/x/");
    EXPECT_THAT(problems_of(with_hosts(
                    "folders: [ { scope: all, path: \"/a\\nb\", owner: o, group: g, mode: '0755' } "
                    "]\n")),
                HasSubstr("control characters"));
}

// HD-FIL-14.
TEST(Files, two_with_one_target) {
    const auto two = [](const std::string& first, const std::string& second) {
        const std::string rest = ", owner: o, group: g, mode: '0644' }\n";
        return problems_of(
            with_hosts("files:\n- { src: 'file:///a', dest_folder: /d, scope: " + first + rest +
                       "- { src: 'file:///b', dest_folder: /d/., dest_name: a, scope: " + second + rest));
    };
    EXPECT_EQ(two("all", "h2"),
              "app.yml:6:53: files[1].dest_name: File file:///b: '/d/a' is the target of another file "
              "on 'h2' (the other is file:///a at app.yml:5:3)");
    EXPECT_EQ(two("h1", "h2"), "");
}

std::string tree_of(const std::string& src) {
    return "trees: [ { scope: all, src: '" + src +
           "', dest_folder: /d, owner: o, group: g, file_mode: '0644', folder_mode: '0755' } ]\n";
}

// HD-TREE-04.
TEST(Trees, sources) {
    Described described = deploying(tree_of("tmpl:///x"));
    EXPECT_THAT(lines(described.read().problems),
                HasSubstr("tree: tmpl:///x is is not a folder. Use 'files' block to copy a single template"));
    described.folders.insert("/x");
    EXPECT_EQ(lines(described.read().problems), "");
    EXPECT_THAT(problems_of_deploy(tree_of("file:///x")),
                HasSubstr("file:///x is a not folder. Use 'files' block to single file"));
    EXPECT_THAT(problems_of_deploy(tree_of("http://x/y")),
                HasSubstr("Tree: http://x/y is not a valid form for 'src' attribute. Unknown scheme"));
}

std::string unit_of(const std::string& keys) {
    return with_hosts("systemd_units: [ { scope: all, " + keys + " } ]\n");
}

// HD-SYSD-08 to -10.
TEST(Units, keys_and_errors) {
    const Model model =
        model_of(unit_of("name: a-b@1.service, unit_file: 'file:///u', action_on_notify: reload, state: "
                         "stopped, enabled: no") +
                 "systemd_unit_dir: /etc/systemd/system\n");
    EXPECT_EQ(model.units[0].name, "a-b@1");
    EXPECT_EQ(model.units[0].action_on_notify, SystemdUnit::OnNotify::reload);
    EXPECT_EQ(model.units[0].state, State::stopped);
    EXPECT_FALSE(model.units[0].enabled);
    EXPECT_EQ(model.systemd_unit_dir, "/etc/systemd/system");
    EXPECT_EQ(model_of(unit_of("name: a, unit_file: 'file:///u'")).units[0].state, State::current);

    EXPECT_THAT(
        problems_of(unit_of("name: a, unit_file: 'file:///u', state: up")),
        HasSubstr("Systemd_unit a: state value 'up' is not valid. Must be one of current, started, stopped"));
    EXPECT_THAT(problems_of(unit_of("name: a, unit_file: 'file:///u', action_on_notify: reboot")),
                HasSubstr("Systemd_unit a: action_on_notify value 'reboot' is not valid"));
    EXPECT_THAT(problems_of(unit_of("name: a, unit_file: 'http://u'")),
                HasSubstr("Systemd_unit 'a': http://u is not a valid form. Unknown scheme."));
    EXPECT_THAT(problems_of(unit_of("name: -a, unit_file: 'file:///u'")),
                HasSubstr("is no name of a service"));
    EXPECT_THAT(problems_of(with_hosts(
                    "systemd_units: [ { scope: h1, name: a, unit_file: 'file:///u' }, { scope: h2, "
                    "name: a, unit_file: 'file:///u' } ]\n")),
                HasSubstr("systemd_unit 'a' is defined twice!"));
    Described missing = deploying("systemd_units: [ { scope: all, name: a, unit_file: 'file:///u' } ]\n");
    missing.missing.insert("/u");
    EXPECT_THAT(lines(missing.read().problems), HasSubstr("Systemd_unit 'a': '/u' does not exists"));
}

}  // namespace
}  // namespace deployer::model
