/// HD-SUP-54, HD-GAP-02: the layout of a daemon that others manage.
#include "control/layout.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "deployer/fake/daemon.hpp"

namespace deployer::control {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const CheckLayout described{{"tsupv", "/var/run/supervisor_tsupv/supervisor.sock", false},
                            "/etc/supervisord_tsupv.conf",
                            "/etc/supervisord_tsupv.d"};

TEST(Layout, the_same) {
    EXPECT_THAT(layout_differences("[unix_http_server]\nfile=/run/supervisor_tsupv/supervisor.sock\n"
                                   "[include]\nfiles = a/*.conf %(here)s/supervisord_tsupv.d/*.ini\n",
                                   described),
                IsEmpty());
    EXPECT_THAT(
        layout_differences("[unix_http_server]\nfile=/var/run/supervisor_tsupv/supervisor.sock ; here\n"
                           "[include]\nfiles=supervisord_tsupv.d/*\n",
                           described),
        IsEmpty());
}

TEST(Layout, what_differs) {
    EXPECT_THAT(
        layout_differences(
            "[unix_http_server]\nfile=/tmp/s\n[include]\nfiles=/etc/supervisord_tsupv.d/*.conf\n", described),
        ElementsAre("'file' of [unix_http_server] is '/tmp/s', the description has "
                    "'/var/run/supervisor_tsupv/supervisor.sock' (socks_dir)",
                    "'files' of [include] is '/etc/supervisord_tsupv.d/*.conf', the description has "
                    "'/etc/supervisord_tsupv.d/*.ini' (include_dir)"));
    EXPECT_THAT(layout_differences("[supervisord]\n", described),
                ElementsAre(HasSubstr("is nothing"), HasSubstr("is nothing")));
    EXPECT_THAT(layout_differences("no ini", described), ElementsAre(HasSubstr("not the configuration")));
}

TEST(Layout, what_may_not_be_read_is_taken_to_be_right) {
    fake::Pace pace;
    fake::Daemon host(pace);
    EXPECT_THAT(
        check_layout(host, "en1", described).message,
        "supervisor 'tsupv' on en1 (managed: no): there is no /etc/supervisord_tsupv.conf (conf_file_dst)");
    host.texts["/etc/supervisord_tsupv.conf"] = "[supervisord]\n";
    EXPECT_EQ(check_layout(host, "en1", described).status, task::Status::failed);
    host.down = EACCES;
    EXPECT_EQ(check_layout(host, "en1", described).status, task::Status::ok);
}

// --- One that nobody has described

std::string unread(const std::string& configuration) {
    const auto layout = read_layout(configuration, "/etc/s.conf");
    return layout ? "found" : layout.error().message;
}

TEST(FoundLayout, of_ours) {
    const auto layout =
        read_layout("[unix_http_server]\nfile=/var/run/supervisor_tsupv/supervisor.sock\nchown=tsup:tsgrp\n"
                    "[supervisord]\nuser=tsup\n[include]\nfiles=/etc/supervisord_tsupv.d/*.ini\n",
                    "/etc/supervisord_tsupv.conf");
    ASSERT_TRUE(layout) << layout.error().message;
    EXPECT_EQ(*layout, (Layout{"/etc/supervisord_tsupv.d", ".ini",
                               "/var/run/supervisor_tsupv/supervisor.sock", "tsup", "tsgrp"}));
}

// As distributions have it: another suffix, and files of whoever deploys.
TEST(FoundLayout, of_a_distribution) {
    const auto layout = read_layout(
        "[unix_http_server]\nfile=/var/run/supervisor.sock ; (the path)\nchmod=0700\n[supervisord]\n"
        "[include]\nfiles = /etc/supervisor/conf.d/*.conf\n",
        "/etc/supervisor/supervisord.conf");
    ASSERT_TRUE(layout) << layout.error().message;
    EXPECT_EQ(*layout, (Layout{"/etc/supervisor/conf.d", ".conf", "/var/run/supervisor.sock", "", ""}));
}

TEST(FoundLayout, the_first_place_that_takes_new_files) {
    const std::string begin = "[unix_http_server]\nfile=%(here)s/s.sock\n[supervisord]\n[include]\nfiles=";
    const auto layout = read_layout(begin + "one.conf a/*/x.ini %(here)s/d/*.ini e/*.conf\n", "/opt/s.conf");
    ASSERT_TRUE(layout) << layout.error().message;
    EXPECT_EQ(layout->include_dir, "/opt/d");
    EXPECT_EQ(layout->socket, "/opt/s.sock");
    EXPECT_EQ(read_layout(begin + "d/*\n", "/opt/s.conf")->suffix, ".ini");
}

TEST(FoundLayout, what_is_missing_is_named) {
    EXPECT_EQ(unread("no ini"), "/etc/s.conf is not the configuration of a supervisor");
    EXPECT_EQ(unread("[program:x]\ncommand=x\n"), "/etc/s.conf is not the configuration of a supervisor");
    EXPECT_THAT(unread("[supervisord]\n[include]\nfiles=d/*.ini\n"), HasSubstr("has no socket"));
    const std::string begin = "[supervisord]\n[unix_http_server]\nfile=/s\n";
    EXPECT_THAT(unread(begin), HasSubstr("has no [include] with 'files'"));
    EXPECT_THAT(unread(begin + "[include]\nfiles=one.ini\n"),
                HasSubstr("'files' of [include] is 'one.ini': new files are read in none"));
    EXPECT_THAT(unread("[supervisord]\n[unix_http_server]\nfile=%(ENV_HOME)s/s\n"),
                HasSubstr("known only to the daemon"));
}

}  // namespace
}  // namespace deployer::control
