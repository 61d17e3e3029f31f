#include "supervisorctl/settings.hpp"

#include <gtest/gtest.h>

#include "fake/temp_folder.hpp"

namespace supervise::ctl {
namespace {

class SettingsTest : public testing::Test {
protected:
    SettingsTest() {
        folder.put("s.conf",
                   "[supervisorctl]\nserverurl=http://configured:1\nusername=u\npassword=p\nprompt=mine\n"
                   "history_file=/h\n");
    }

    tl::expected<Settings, EarlyEnd> read(std::vector<std::string> arguments) {
        return read_settings("ctl", arguments);
    }
    std::string error_of(std::vector<std::string> arguments) {
        const auto settings = read(std::move(arguments));
        EXPECT_FALSE(settings);
        EXPECT_EQ(settings ? 0 : settings.error().status, 2);
        return settings ? "" : settings.error().to_errors;
    }

    fake::TempFolder folder;
};

// CFG-138 to CFG-141
TEST_F(SettingsTest, come_from_the_configuration) {
    const auto settings = read({"-c", folder / "s.conf", "status"});
    ASSERT_TRUE(settings);
    EXPECT_EQ(settings->server_url, "http://configured:1");
    EXPECT_EQ(settings->username, "u");
    EXPECT_EQ(settings->password, "p");
    EXPECT_EQ(settings->prompt, "mine");
    EXPECT_EQ(settings->history_file, "/h");
    EXPECT_EQ(settings->action, std::vector<std::string>{"status"});
    EXPECT_FALSE(settings->interactive);
}

TEST_F(SettingsTest, know_the_files_of_tls) {
    folder.put("tls.conf", "[supervisorctl]\ncafile=/ca.pem\ncertfile=/me.pem\nkeyfile=/me.key\n");
    const auto settings = read({"-c", folder / "tls.conf", "-s", "https://box:1", "status"});
    ASSERT_TRUE(settings);
    EXPECT_EQ(settings->server_url, "https://box:1");
    EXPECT_EQ(settings->tls, (sys::TlsFiles{"/me.pem", "/me.key", "/ca.pem"}));
}

// CLI-052 to CLI-054: a URL from the command line is not normalised.
TEST_F(SettingsTest, options_win) {
    const auto settings =
        read({"-c", folder / "s.conf", "-s", "unix://x/../y", "-u", "me", "-p", "", "-r", "/mine"});
    ASSERT_TRUE(settings);
    EXPECT_EQ(settings->server_url, "unix://x/../y");
    EXPECT_EQ(settings->username, "me");
    EXPECT_EQ(settings->password, "");
    EXPECT_EQ(settings->history_file, "/mine");
}

TEST_F(SettingsTest, a_limit_holds_for_every_action) {
    EXPECT_FALSE(read({"-c", folder / "s.conf", "status"})->timeout);
    EXPECT_EQ(read({"-c", folder / "s.conf", "--timeout=1.5", "status"})->timeout,
              std::chrono::milliseconds(1500));
    EXPECT_EQ(
        error_of({"--timeout", "0", "status"}),
        "Error: invalid value for --timeout '0': give a number of seconds above 0 and up to 3153600000\n"
        "For help, use ctl -h\n");
    for (const char* wrong : {"", "x", "5s", "-1", "nan", "inf", "1e99"}) {
        EXPECT_TRUE(
            error_of({"--timeout", wrong, "status"}).starts_with("Error: invalid value for --timeout"))
            << wrong;
    }
}

// CLI-051, CLI-057
TEST_F(SettingsTest, no_action_means_the_shell) {
    const std::string config = folder / "s.conf";
    EXPECT_TRUE(read({"-c", config})->interactive);
    EXPECT_TRUE(read({"-c", config, "-i", "status"})->interactive);
    EXPECT_FALSE(read({"-c", config, ""})->interactive);
}

// CLI-002, CLI-055, CFG-096
TEST_F(SettingsTest, errors_are_usage_errors) {
    EXPECT_EQ(error_of({"-v"}), "Error: option -v not recognized\nFor help, use ctl -h\n");
    EXPECT_EQ(error_of({"-s", "x"}),
              "Error: invalid value for -s 'x': value 'x' is not a URL\nFor help, use ctl -h\n");
    EXPECT_EQ(error_of({"-c", "/no/such"}),
              "Error: could not find config file /no/such\nFor help, use ctl -h\n");
}

// CFG-009: a syntax error is a usage error here too, not a traceback.
TEST_F(SettingsTest, a_configuration_that_cannot_be_read_is_a_usage_error) {
    folder.put("bad.conf", "nonsense\n");
    const std::string error = error_of({"-c", folder / "bad.conf", "status"});
    EXPECT_TRUE(error.starts_with("Error: File contains no section headers.")) << error;
    EXPECT_TRUE(error.ends_with("For help, use ctl -h\n")) << error;
}

// EXT-002, EXT-004, CFG-206
TEST_F(SettingsTest, plug_ins_are_refused) {
    folder.put("plugin.conf", "[supervisorctl]\n[ctlplugin:cache]\nsupervisor.ctl_factory=x.y:make\n");
    EXPECT_EQ(
        error_of({"-c", folder / "plugin.conf", "status"}),
        "Error: x.y:make cannot be resolved within [ctlplugin:cache]: plug-ins written in Python cannot be "
        "loaded, only supervisor.supervisorctl:DefaultControllerPlugin, whose commands are built in; remove "
        "the section\nFor help, use ctl -h\n");
}

// EXT-004
TEST_F(SettingsTest, the_standard_plug_in_is_built_in) {
    folder.put("plugin.conf", "[supervisorctl]\n[ctlplugin:x]\nsupervisor.ctl_factory="
                              "supervisor.supervisorctl:DefaultControllerPlugin\n");
    EXPECT_TRUE(read({"-c", folder / "plugin.conf", "status"}));
}

// CLI-006
TEST_F(SettingsTest, help_goes_to_standard_output) {
    const auto settings = read({"-h", "-c", "/no/such"});
    ASSERT_FALSE(settings);
    EXPECT_EQ(settings.error().status, 0);
    EXPECT_NE(settings.error().to_out.find("Usage: ctl [options] [action [arguments]]\n"), std::string::npos);
    EXPECT_TRUE(settings.error().to_out.ends_with("\n\n"));
    EXPECT_EQ(settings.error().to_errors, "");
}

}  // namespace
}  // namespace supervise::ctl
