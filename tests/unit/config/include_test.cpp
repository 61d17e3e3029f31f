#include <gtest/gtest.h>

#include "config/limits.hpp"
#include "fake/config_world.hpp"

namespace supervise::config {
namespace {

const std::string base = "[supervisord]\n";

class Include : public testing::Test, protected fake::ConfigWorld {
protected:
    Include() { files.folders.insert("/base/d"); }

    std::string commands(const LoadResult& result) {
        std::string out = result.error.value_or("");
        for (const GroupConfig& group : result.model.groups)
            for (const ProcessConfig& process : group.processes)
                out += process.name + "=" + process.command + ";";
        return out;
    }
    std::string messages(const LoadResult& result) {
        std::string out;
        for (const ParseMessage& message : result.messages)
            out += (message.level == ParseMessage::Level::warning ? "WARN " : "INFO ") + message.text + "\n";
        return out;
    }
};

// CFG-004
TEST_F(Include, missing_and_unreadable_main_file) {
    EXPECT_EQ(config::load("no.conf", around).error, "could not find config file no.conf");
    EXPECT_EQ(config::load("/tmp", around).error, "could not read config file /tmp");
    files.unreadable.insert("/base/c.conf");
    EXPECT_EQ(error(base), "could not read config file c.conf");
}

// CFG-008
TEST_F(Include, supervisord_section_is_required) {
    EXPECT_EQ(error("[program:x]\ncommand=x\n"), ".ini file does not include supervisord section");
    EXPECT_EQ(error("[ supervisord ]\n"), ".ini file does not include supervisord section");
}

// CFG-040
TEST_F(Include, files_is_required) {
    EXPECT_EQ(error(base + "[include]\n"), ".ini file has [include] section, but no files setting");
}

// CFG-041
TEST_F(Include, patterns_are_expanded) {
    files.files["/base/d/box.conf"] = "[program:a]\ncommand=a\n";
    EXPECT_EQ(commands(load(base + "[include]\nfiles=%(here)s/d/%(host_node_name)s.*\n")), "a=a;");
    EXPECT_EQ(
        error(base + "[include]\nfiles=%(nope)s\n"),
        "Format string '%(nope)s' for 'include.files' contains names ('nope') which cannot be expanded. "
        "Available names: ENV_HOME, ENV_X, here, host_node_name");
}

// CFG-043, CFG-044, CFG-045
TEST_F(Include, order_and_messages) {
    files.files["/base/d/b"] = "[program:x]\ncommand=b\n";
    files.files["/base/d/a"] = "[program:x]\ncommand=a\n";
    const LoadResult result = load(base + "[include]\nfiles=nope/* d/*\n d/a\n");
    EXPECT_EQ(commands(result), "x=a;");
    EXPECT_EQ(messages(result), "WARN No file matches via include \"/base/nope/*\"\n"
                                "INFO Included extra file \"/base/d/a\" during parsing\n"
                                "INFO Included extra file \"/base/d/b\" during parsing\n"
                                "INFO Included extra file \"/base/d/a\" during parsing\n");
}

// CFG-046: passed over, but --check says so.
TEST_F(Include, unreadable_matches_and_folders_are_passed_over) {
    files.folders.insert("/base/d/dir");
    files.fifos.insert("/base/d/fifo");
    files.files["/base/d/secret"] = "junk";
    files.unreadable.insert("/base/d/secret");
    const LoadResult result = load(base + "[include]\nfiles=d/*\n");
    EXPECT_FALSE(result.error);
    EXPECT_EQ(result.messages.size(), 3U);
    ASSERT_EQ(result.diagnostics.size(), 3U);
    EXPECT_EQ(result.diagnostics[0].what, "/base/d/dir is passed over: Is a directory");
    EXPECT_EQ(result.diagnostics[1].what, "/base/d/fifo is passed over: not a regular file");
    EXPECT_EQ(result.diagnostics[2].what, "/base/d/secret is passed over: Permission denied");
}

// CFG-047
TEST_F(Include, syntax_error_names_the_included_file) {
    files.files["/base/d/a"] = "[x]\njunk\n";
    EXPECT_EQ(error(base + "[include]\nfiles=d/a\n"),
              "Source contains parsing errors: '/base/d/a'\n\t[line  2]: 'junk\\n'");
}

// CFG-048
TEST_F(Include, included_files_override_and_do_not_include) {
    files.files["/base/d/a"] = "[supervisord]\nidentifier=two\n[include]\nfiles=/nowhere/*\n";
    const LoadResult result = load("[supervisord]\nidentifier=one\n[include]\nfiles=d/a\n");
    EXPECT_FALSE(result.error);
    EXPECT_EQ(result.model.daemon.identifier, "two");
}

TEST_F(Include, a_file_that_includes_itself_is_read_twice_and_no_more) {
    EXPECT_EQ(commands(load(base + "[program:x]\ncommand=a\n[include]\nfiles=c.conf\n")), "x=a;");
}

// CFG-049, CFG-050
TEST_F(Include, here_is_the_folder_of_each_file) {
    files.files["/base/d/a"] = "[program:b]\ncommand=%(here)s/b\n[inet_http_server]\nport=1\n"
                               "username=%(here)s\npassword=x\n";
    const LoadResult result = load(base + "[program:a]\ncommand=%(here)s/a\n[include]\nfiles=d/a\n");
    EXPECT_EQ(commands(result), "a=/base/a;b=/base/d/b;");
    EXPECT_EQ(result.model.servers.at(0).username, "/base/d");
}

TEST_F(Include, program_errors_name_the_file_of_the_section) {
    files.files["/base/d/a"] = "[program:b]\n";
    EXPECT_EQ(
        error(base + "[include]\nfiles=d/a\n"),
        "program section program:b does not specify a command in section 'program:b' (file: '/base/d/a')");
}

TEST_F(Include, sizes_are_limited) {
    files.files["/base/d/a"] = std::string(limits::max_file_bytes + 1, '\n');
    EXPECT_EQ(error(base + "[include]\nfiles=d/a\n"), "config file /base/d/a is larger than 64 MiB");
}

TEST_F(Include, fifty_thousand_files) {
    for (std::size_t i = 0; i < limits::max_included_files; ++i)
        files.files["/base/d/" + std::to_string(i)] =
            "[program:p" + std::to_string(i) + "]\ncommand=%(here)s/x\n";
    const LoadResult result = load(base + "[include]\nfiles=d/*\n");
    EXPECT_FALSE(result.error);
    EXPECT_EQ(result.model.groups.size(), limits::max_included_files);
    files.files["/base/d/more"] = "";
    EXPECT_EQ(error(base + "[include]\nfiles=d/*\n"), "[include] matches more than 50000 files");
}

}  // namespace
}  // namespace supervise::config
