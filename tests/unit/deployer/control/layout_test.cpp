/// HD-SUP-54: the layout of a daemon that others manage.
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

}  // namespace
}  // namespace deployer::control
