#include <gtest/gtest.h>

#include "fake/config_world.hpp"

namespace supervise::config {
namespace {

class LoadDaemon : public testing::Test, protected fake::ConfigWorld {
protected:
    DaemonConfig daemon(const std::string& keys) {
        LoadResult result = load("[supervisord]\n" + keys);
        EXPECT_EQ(result.error.value_or(""), "");
        return std::move(result.model.daemon);
    }
    std::string refused(const std::string& keys) { return error("[supervisord]\n" + keys); }
};

// CFG-110 to CFG-126
TEST_F(LoadDaemon, defaults) {
    const DaemonConfig d = daemon("");
    DaemonConfig expected;
    expected.logfile = "/base/supervisord.log";
    expected.pidfile = "/base/supervisord.pid";
    expected.childlogdir = "/tmp";
    EXPECT_EQ(d, expected);
}

// CFG-110, CFG-114, CFG-121, CFG-216
TEST_F(LoadDaemon, own_files_are_absolute) {
    const DaemonConfig d = daemon("logfile=../tmp/./x.log\npidfile=~/p\nchildlogdir=../tmp\ndirectory=.\n");
    EXPECT_EQ(d.logfile, "/tmp/x.log");
    EXPECT_EQ(d.pidfile, "/home/ann/p");
    EXPECT_EQ(d.childlogdir, "/tmp");
    EXPECT_EQ(d.directory, "/base");
    const DaemonConfig syslog = daemon("logfile=syslog\n");
    EXPECT_TRUE(syslog.logfile_syslog);
    EXPECT_EQ(syslog.logfile, "");
    const DaemonConfig journal = daemon("logfile=journal\n");
    EXPECT_TRUE(journal.logfile_journal);
    EXPECT_FALSE(journal.logfile_syslog);
    EXPECT_EQ(journal.logfile, "");
}

// CFG-064, CFG-111 to CFG-113, CFG-115 to CFG-126
TEST_F(LoadDaemon, every_key) {
    const DaemonConfig d =
        daemon("minfds=10\nminprocs=20\ndirectory=~\numask=077\nlogfile_maxbytes=1KB\n"
               "logfile_backups=3\nloglevel=debug\nidentifier=%(here)s-%(ENV_X)s\nnodaemon=true\n"
               "silent=yes\nchildlogdir=/etc\nnocleanup=1\nstrip_ansi=on\nuser=bob\n"
               "environment=A=%(host_node_name)s,B=\"%(ENV_X)s\"\nexit_on_fatal=true\n");
    EXPECT_EQ(d.minfds, 10);
    EXPECT_EQ(d.minprocs, 20);
    EXPECT_EQ(d.directory, "/home/ann");
    EXPECT_EQ(d.umask, 077U);
    EXPECT_EQ(d.logfile_maxbytes, 1024);
    EXPECT_EQ(d.logfile_backups, 3);
    EXPECT_EQ(d.loglevel, 10);
    EXPECT_EQ(d.identifier, "/base-xval");
    EXPECT_TRUE(d.nodaemon && d.silent && d.nocleanup && d.strip_ansi && d.exit_on_fatal);
    EXPECT_EQ(d.childlogdir, "/etc");
    EXPECT_EQ(d.user, "bob");  // the caller's to resolve (CFG-127)
    EXPECT_EQ(d.environment, (Environment{{"A", "box"}, {"B", "xval"}}));
}

// CFG-064, CFG-084 to CFG-086: in Supervisor's words, and which names there are.
TEST_F(LoadDaemon, errors_carry_no_suffix) {
    EXPECT_EQ(refused("minfds=x\n"), "invalid literal for int() with base 10: 'x'");
    EXPECT_EQ(refused("directory=/nope\n"), "/nope is not an existing directory");
    EXPECT_EQ(refused("childlogdir=\n"), " is not an existing directory");
    EXPECT_EQ(refused("logfile=/nope/x\n"), "The directory named as part of the path /nope/x does not exist");
    EXPECT_EQ(refused("loglevel=warning\n"), "bad logging level name 'warning'");
    EXPECT_EQ(refused("umask=9\n"), "9 can not be converted to an octal type");
    EXPECT_EQ(refused("nodaemon=maybe\n"), "not a valid boolean value: 'maybe'");
    EXPECT_EQ(refused("identifier=%(host_node_name)s\n"),
              "Format string '%(host_node_name)s' for 'supervisord.identifier' contains names "
              "('host_node_name') which "
              "cannot be expanded. Available names: ENV_HOME, ENV_X, here");
    EXPECT_EQ(
        refused("environment=A=%(nope)s\n"),
        "Format string 'A=%(nope)s' for 'environment' contains names ('nope') which cannot be expanded. "
        "Available names: ENV_HOME, ENV_X, here, host_node_name");
    EXPECT_EQ(refused("environment=A\n"), "Unexpected end of key/value pairs in value 'A'");
}

// CFG-127
TEST_F(LoadDaemon, first_error_is_in_supervisors_order) {
    EXPECT_EQ(refused("strip_ansi=x\nloglevel=x\nminfds=x\n"), "invalid literal for int() with base 10: 'x'");
    EXPECT_EQ(refused("strip_ansi=x\nloglevel=x\n"), "bad logging level name 'x'");
    EXPECT_EQ(refused("environment=A\n[program:x]\n[unix_http_server]\n"),
              "Unexpected end of key/value pairs in value 'A'");
    EXPECT_EQ(refused("[unix_http_server]\n[eventlistener:e]\n[program:x]\n"),
              "program section program:x does not specify a command in section 'program:x' (file: 'c.conf')");
    EXPECT_EQ(refused("[unix_http_server]\n[rpcinterface:a]\n"),
              "section [rpcinterface:a] does not specify a supervisor.rpcinterface_factory");
    const LoadResult all = load("[supervisord]\nstrip_ansi=x\nloglevel=x\nminfds=x\n[unix_http_server]\n");
    EXPECT_EQ(all.diagnostics.size(), 4U);
}

// CFG-063
TEST_F(LoadDaemon, its_environment_is_offered_to_later_sections_only) {
    const LoadResult result =
        load("[program:x]\ncommand=%(ENV_A)s %(ENV_X)s\n[supervisord]\nenvironment=A=1,X=2\n");
    EXPECT_EQ(result.model.groups.at(0).processes.at(0).command, "1 2");
    EXPECT_NE(refused("environment=A=1\nidentifier=%(ENV_A)s\n"), "");
}

// CFG-110, CFG-114, CFG-132: from the current folder, not from that of the configuration.
TEST_F(LoadDaemon, relative_files_begin_at_the_current_folder) {
    files.files["/base/c.conf"] = "[supervisord]\n[unix_http_server]\nfile=s\n";
    around.cwd = "/tmp";
    const LoadResult result = config::load("/base/c.conf", around, Depth::model);
    ASSERT_EQ(result.error.value_or(""), "");
    EXPECT_EQ(result.model.daemon.logfile, "/tmp/supervisord.log");
    EXPECT_EQ(result.model.daemon.pidfile, "/tmp/supervisord.pid");
    EXPECT_EQ(result.model.servers.at(0).file, "/tmp/s");
}

class LoadServers : public LoadDaemon {};

// CFG-130
TEST_F(LoadServers, inet_ones_come_first_in_file_order) {
    const auto result = load("[supervisord]\n[unix_http_server:a]\nfile=/tmp/a\n[inet_http_serverX]\nport=1\n"
                             "[unix_http_server]\nfile=~/b\n[inet_http_server:two]\nport=H:2\n");
    ASSERT_EQ(result.model.servers.size(), 4U);
    EXPECT_EQ(result.model.servers[0].section, "inet_http_serverX");
    EXPECT_EQ(result.model.servers[1].host, "h");
    EXPECT_EQ(result.model.servers[1].port, 2);
    EXPECT_EQ(result.model.servers[2].file, "/tmp/a");
    EXPECT_EQ(result.model.servers[3].file, "/home/ann/b");
    EXPECT_EQ(result.model.servers[3].chmod, 0700U);
    EXPECT_EQ(server_url(result.model.servers), "unix:///tmp/a");
}

// CFG-131 to CFG-135
TEST_F(LoadServers, errors) {
    EXPECT_EQ(refused("[inet_http_server]\n"), "section [inet_http_server] has no port value");
    EXPECT_EQ(refused("[unix_http_server:x]\n"), "section [unix_http_server:x] has no file value");
    EXPECT_EQ(refused("[unix_http_server]\nfile=x\nchmod=9\nchown=bob\n"), "Invalid sockchown value bob");
    EXPECT_EQ(refused("[unix_http_server]\nfile=x\nchmod=9\n"), "Invalid chmod value 9");
    EXPECT_EQ(refused("[inet_http_server]\nport=x\nusername=u\n"),
              "Section [inet_http_server] contains incomplete authentication: If a username or a password is "
              "specified, both the username and password must be specified");
    EXPECT_EQ(
        refused("[inet_http_server]\nport=1\nusername=%(here)s\npassword=p\n"),
        "Format string '%(here)s' for 'inet_http_server.username' contains names ('here') which cannot be "
        "expanded. Available names: ENV_HOME, ENV_X");
}

// CFG-132 to CFG-135
TEST_F(LoadServers, ownership_and_authentication) {
    const auto server =
        load("[supervisord]\n[unix_http_server]\nfile=s\nchown=ann:users\nchmod=0770\nusername=u\n"
             "password={SHA}82ab876d1387bfafe46cc1c8a2ef074eae50cb1d\n")
            .model.servers.at(0);
    EXPECT_EQ(server.file, "/base/s");
    EXPECT_EQ(server.uid, 1000U);
    EXPECT_EQ(server.gid, 100U);
    EXPECT_EQ(server.chmod, 0770U);
    EXPECT_EQ(server.password, "{SHA}82ab876d1387bfafe46cc1c8a2ef074eae50cb1d");
    const auto open =
        load("[supervisord]\n[inet_http_server]\nport=1\nusername=\npassword=\n").model.servers.at(0);
    EXPECT_EQ(open.username, "");
    EXPECT_EQ(load("[supervisord]\n[unix_http_server]\nfile=s\nchown=ann\n").model.servers.at(0).gid,
              std::nullopt);
}

// CFG-205 to CFG-208
TEST_F(LoadServers, rpcinterfaces) {
    const std::string factory =
        "supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface\n";
    const auto good =
        load("[DEFAULT]\nautostart=false\n[supervisord]\n[rpcinterface:supervisor]\n" + factory + "Key=v\n");
    ASSERT_EQ(good.model.rpcinterfaces.size(), 1U);
    EXPECT_EQ(good.model.rpcinterfaces[0].name, "supervisor");
    ASSERT_EQ(good.model.rpcinterfaces[0].settings.size(), 1U);
    EXPECT_EQ(good.model.rpcinterfaces[0].settings[0].first, "key");
    EXPECT_EQ(refused("[rpcinterface:a:b]\n"),
              "section [rpcinterface:a:b] does not specify a supervisor.rpcinterface_factory");
    EXPECT_EQ(refused("[rpcinterface:t]\nsupervisor.rpcinterface_factory=twiddler.rpc:make\n"),
              "twiddler.rpc:make cannot be resolved within [rpcinterface:t]: No module named 'twiddler'");
    EXPECT_TRUE(load("[supervisord]\n").model.rpcinterfaces.empty());
}

// CFG-206, CFG-207: what was built in is accepted with the keys it has; for others there is a list to choose
// from.
TEST_F(LoadServers, rpcinterfaces_that_were_built_in) {
    around.rpc_factories = {{"a.b:main", {}}, {"c.d:make", {"whitelist"}}};
    const auto good = load("[supervisord]\n[rpcinterface:c]\nsupervisor.rpcinterface_factory=c.d:make\n"
                           "whitelist=x\n",
                           Depth::everything);
    EXPECT_EQ(good.model.rpcinterfaces.at(0).settings.at(0),
              std::pair(std::string("whitelist"), std::string("x")));
    EXPECT_TRUE(good.diagnostics.empty());
    const auto bad =
        load("[supervisord]\n[rpcinterface:c]\nsupervisor.rpcinterface_factory=e.f:g\n", Depth::everything);
    ASSERT_EQ(bad.diagnostics.size(), 1U);
    EXPECT_EQ(bad.diagnostics[0].what, "'e.f:g' is a Python plug-in");
    EXPECT_EQ(bad.diagnostics[0].remedy,
              "remove it: Python plug-ins cannot be loaded; the interfaces there are: a.b:main, c.d:make");
}

TEST_F(LoadServers, tls_of_tcp_sockets) {
    const auto servers = load("[supervisord]\n"
                              "[inet_http_server:a]\nport=1\ncertfile=%(here)s/a.pem\n"
                              "[inet_http_server:b]\nport=2\ncertfile=b.pem\nkeyfile=~/b.key\n"
                              "client_cafile=/c.pem\ntls_min_version=1.3\n"
                              "[inet_http_server:c]\nport=3\n")
                             .model.servers;
    ASSERT_EQ(servers.size(), 3U);
    EXPECT_EQ(servers[0].tls, (sys::TlsFiles{"/base/a.pem", "", "", sys::TlsVersion::tls1_2}));
    EXPECT_EQ(servers[0].tls->key_file(), "/base/a.pem");
    EXPECT_EQ(servers[1].tls,
              (sys::TlsFiles{"/base/b.pem", "/home/ann/b.key", "/c.pem", sys::TlsVersion::tls1_3}));
    EXPECT_EQ(servers[1].tls->key_file(), "/home/ann/b.key");
    EXPECT_EQ(servers[2].tls, std::nullopt);
}

TEST_F(LoadServers, tls_keys_that_need_each_other) {
    const std::string section = "[inet_http_server]\nport=1\n";
    for (const std::string key : {"keyfile", "client_cafile", "tls_min_version"})
        EXPECT_EQ(refused(section + key + "=1.2\n"), "[inet_http_server] " + key +
                                                         ": there is no certfile beside it; set certfile, or "
                                                         "remove " +
                                                         key);
    EXPECT_EQ(refused(section + "certfile=\nkeyfile=x\n"),
              "[inet_http_server] certfile: no file is named; name a PEM file, or remove the key");
    EXPECT_EQ(
        refused(section + "certfile=x\ntls_min_version=1.1\n"),
        "[inet_http_server] tls_min_version: '1.1' is not a version of TLS that can be asked for; write "
        "1.2 or 1.3");
}

// PROC-044
TEST_F(LoadServers, tls_shows_in_the_url_for_programs) {
    const auto url = [this](const std::string& text) {
        return server_url(load("[supervisord]\n" + text).model.servers).value_or("");
    };
    EXPECT_EQ(url("[inet_http_server]\nport=9001\ncertfile=x\n"), "https://localhost:9001");
    EXPECT_EQ(url("[inet_http_server]\nport=box:9001\ncertfile=x\n"), "https://box:9001");
    EXPECT_EQ(url("[inet_http_server]\nport=[::1]:9001\n"), "http://[::1]:9001");
    EXPECT_EQ(url("[inet_http_server]\nport=1\ncertfile=x\n[unix_http_server]\nfile=s\n"), "unix:///base/s");
}

// AUTH-007: each server has its own users.
TEST_F(LoadServers, users_log_in_where_somebody_is_asked) {
    const LoadResult result = load(
        "[supervisord]\n[inet_http_server:a]\nport=1\n[inet_http_server:b]\nport=2\nusername=root\n"
        "password=x\n[unix_http_server:c]\nfile=/tmp/c\n[unix_http_server:d]\nfile=/tmp/d\nusername=root\n"
        "password=x\n[http_user:eve]\npassword={SHA}cbfdac6008f9cab4083784cbd1874f76618d2a97\n"
        "[http_user: joe ]\npassword=y\nrole = Operate\n");
    ASSERT_EQ(result.error.value_or(""), "");
    const auto& servers = result.model.servers;
    ASSERT_EQ(servers.size(), 4U);
    ASSERT_EQ(servers[0].users.size(), 2U);
    EXPECT_EQ(servers[0].users[0], (HttpUserConfig{"eve", "{SHA}cbfdac6008f9cab4083784cbd1874f76618d2a97",
                                                   Role::read, "http_user:eve"}));
    EXPECT_EQ(servers[0].users[1].name, "joe");
    EXPECT_EQ(servers[0].users[1].role, Role::operate);
    EXPECT_EQ(servers[1].users, servers[0].users);
    EXPECT_TRUE(servers[0].asks_for_name());
    EXPECT_FALSE(servers[2].asks_for_name());  // its mode says who may connect
    EXPECT_EQ(servers[3].users, servers[0].users);
}

TEST_F(LoadServers, users_that_are_none) {
    const auto refused = [&](const std::string& section) {
        return error("[supervisord]\n[inet_http_server]\nport=1\nusername=root\npassword=x\n" + section);
    };
    EXPECT_EQ(refused("[http_user:]\npassword=x\n"), "Section [http_user:] does not name a user");
    EXPECT_EQ(refused("[http_user:a:b]\npassword=x\n"), "Section [http_user:a:b] does not name a user");
    EXPECT_NE(refused("[http_user:a\x01]\npassword=x\n"), "");
    EXPECT_EQ(refused("[http_user:a]\n"),
              "Section [http_user:a] must have either a password or a password_file");
    EXPECT_EQ(refused("[http_user:root]\npassword=x\n"),
              "Section [http_user:root] names the username of [inet_http_server] again");
    EXPECT_NE(refused("[http_user:a]\npassword=x\nrole=god\n"), "");
    EXPECT_NE(refused("[http_user:a]\npassword={SHA}xx\n"), "");
}

TEST_F(LoadServers, hosts_are_names) {
    const LoadResult result =
        load("[supervisord]\n[inet_http_server]\nport=1\nallowed_hosts= A.example.com , *.example.org,\n"
             "[unix_http_server]\nfile=/tmp/c\nallowed_hosts=*\n");
    ASSERT_EQ(result.error.value_or(""), "");
    EXPECT_EQ(result.model.servers[0].allowed_hosts,
              (std::vector<std::string>{"a.example.com", "*.example.org"}));
    EXPECT_EQ(result.model.servers[1].allowed_hosts, std::vector<std::string>{"*"});
    for (const char* wrong : {"http://a", "a:80", "a b", "a.*.b", "*a", "*.*"})
        EXPECT_NE(
            error(std::string("[supervisord]\n[inet_http_server]\nport=1\nallowed_hosts=") + wrong + "\n"),
            "")
            << wrong;
}

// CFG-136
TEST_F(LoadServers, none_is_legal) {
    const auto result = load("[supervisord]\n");
    EXPECT_FALSE(result.error);
    EXPECT_EQ(server_url(result.model.servers), std::nullopt);
}

// CFG-071: only names of files may begin at the configuration's folder.
TEST_F(LoadServers, names_that_may_be_expanded) {
    const auto server =
        load("[supervisord]\n[unix_http_server]\nfile=%(here)s/s\nusername=%(ENV_X)s\npassword=p\n")
            .model.servers.at(0);
    EXPECT_EQ(server.file, "/base/s");
    EXPECT_EQ(server.username, "xval");
    for (const std::string key : {"chmod=%(here)s\n", "chown=%(here)s\n", "username=%(here)s\npassword=p\n"})
        EXPECT_NE(refused("[unix_http_server]\nfile=s\n" + key).find("Available names: ENV_HOME, ENV_X"),
                  std::string::npos)
            << key;
    EXPECT_NE(refused("[inet_http_server]\nport=%(here)s\n").find("Available names: ENV_HOME, ENV_X"),
              std::string::npos);
}

// CFG-072: what a plug-in is given is expanded with the environment alone.
TEST_F(LoadServers, keys_of_rpcinterfaces_may_name_the_environment) {
    const std::string section =
        "[rpcinterface:supervisor]\nsupervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_"
        "rpcinterface\n";
    const auto good = load("[supervisord]\n" + section + "key=%(ENV_X)s\n");
    ASSERT_EQ(good.model.rpcinterfaces.size(), 1U);
    EXPECT_EQ(good.model.rpcinterfaces[0].settings.at(0).second, "xval");
    EXPECT_NE(refused(section + "key=%(here)s\n").find("Available names: ENV_HOME, ENV_X"),
              std::string::npos);
}

class LoadCtl : public LoadDaemon {};

// CFG-138 to CFG-141
TEST_F(LoadCtl, keys_and_defaults) {
    const CtlConfig defaults = load_ctl("[supervisorctl]\n").config;
    EXPECT_EQ(defaults.serverurl, "http://localhost:9001");
    EXPECT_EQ(defaults.prompt, "supervisor");
    EXPECT_EQ(defaults.username, std::nullopt);
    EXPECT_EQ(defaults.history_file, std::nullopt);
    const CtlConfig all =
        load_ctl("[supervisorctl]\nserverurl=unix://%(here)s/../s\nprompt=%(ENV_X)s\nusername=u\n"
                 "password=p\nhistory_file=~/h\n")
            .config;
    EXPECT_EQ(all.serverurl, "unix:///s");
    EXPECT_EQ(all.prompt, "xval");
    EXPECT_EQ(all.username, "u");
    EXPECT_EQ(all.password, "p");
    EXPECT_EQ(all.history_file, "/home/ann/h");
    EXPECT_EQ(load_ctl("[supervisorctl]\nserverurl=unix://~/s\n").config.serverurl, "unix:///home/ann/s");
    EXPECT_EQ(load_ctl("[supervisorctl]\nserverurl=nonsense\n").config.serverurl, "nonsense");
}

TEST_F(LoadCtl, files_of_tls) {
    const sys::TlsFiles tls =
        load_ctl("[supervisorctl]\ncafile=%(here)s/ca.pem\ncertfile=~/me.pem\nkeyfile=me.key\n").config.tls;
    EXPECT_EQ(tls, (sys::TlsFiles{"/home/ann/me.pem", "/base/me.key", "/base/ca.pem"}));
    EXPECT_EQ(load_ctl("[supervisorctl]\n").config.tls, sys::TlsFiles{});
    EXPECT_EQ(load_ctl("[supervisorctl]\nkeyfile=me.key\n").error,
              "[supervisorctl] keyfile: there is no certfile beside it; set certfile, or remove keyfile");
}

// CFG-008, CFG-009, CFG-051, CFG-071, CFG-205
TEST_F(LoadCtl, errors) {
    EXPECT_EQ(load_ctl("[supervisord]\n").error, ".ini file does not include supervisorctl section");
    EXPECT_EQ(load_ctl("[supervisorctl]\njunk\n").error,
              "Source contains parsing errors: 'c.conf'\n\t[line  2]: 'junk\\n'");
    EXPECT_EQ(load_ctl("[include]\nfiles=/x/*\n").error, ".ini file does not include supervisorctl section");
    EXPECT_EQ(load_ctl("[supervisorctl]\nprompt=%(here)s\n").error,
              "Format string '%(here)s' for 'supervisorctl.prompt' contains names ('here') which cannot be "
              "expanded. "
              "Available names: ENV_HOME, ENV_X");
    EXPECT_EQ(load_ctl("[supervisorctl]\n[ctlplugin:a]\n").error,
              "section [ctlplugin:a] does not specify a supervisor.ctl_factory");
    EXPECT_EQ(config::load_ctl("no.conf", around).error, "could not find config file no.conf");
}

// EXT-004
TEST_F(LoadCtl, plugins_are_listed) {
    const auto result = load_ctl("[supervisorctl]\n[ctlplugin:a]\nsupervisor.ctl_factory=m:f\n");
    ASSERT_EQ(result.plugins.size(), 1U);
    EXPECT_EQ(result.plugins[0].name, "a");
    EXPECT_EQ(result.plugins[0].factory, "m:f");
}

// CFG-001, CFG-002
TEST_F(LoadCtl, search_path) {
    using Paths = std::vector<std::string>;
    EXPECT_EQ(config_candidates("/usr/bin/supervisord"),
              (Paths{"/usr/etc/supervisord.conf", "/usr/supervisord.conf", "supervisord.conf",
                     "etc/supervisord.conf", "/etc/supervisord.conf", "/etc/supervisor/supervisord.conf"}));
    EXPECT_EQ(config_candidates("supervisord").at(0), "etc/supervisord.conf");
    EXPECT_EQ(find_config("/usr/bin/supervisord", "/base", files), std::nullopt);
    files.files["/etc/supervisord.conf"] = "";
    EXPECT_EQ(find_config("/usr/bin/supervisord", "/base", files), "/etc/supervisord.conf");
    files.files["/base/supervisord.conf"] = "";
    EXPECT_EQ(find_config("/usr/bin/supervisord", "/base", files), "supervisord.conf");
    EXPECT_EQ(
        config_not_found("x"),
        "No config file found at default paths (etc/supervisord.conf, supervisord.conf, supervisord.conf, "
        "etc/supervisord.conf, /etc/supervisord.conf, /etc/supervisor/supervisord.conf); use the -c option "
        "to "
        "specify a config file at a different path");
}

}  // namespace
}  // namespace supervise::config
