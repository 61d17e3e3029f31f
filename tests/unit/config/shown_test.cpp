#include "config/shown.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "config/tables.hpp"
#include "fake/config_world.hpp"

namespace supervise::config {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class Shown : public testing::Test, protected fake::ConfigWorld {
protected:
    GroupConfig group(const std::string& sections) {
        LoadResult result = load("[supervisord]\n" + sections);
        EXPECT_EQ(result.error.value_or(""), "");
        return std::move(result.model.groups.at(0));
    }
    static ShownKey key(const GroupConfig& group, const std::string& name) {
        for (const ShownKey& one : shown_process(group.processes.at(0)))
            if (one.key == name)
                return one;
        return {"none", "none"};
    }
    static std::string text(const GroupConfig& before, const GroupConfig& after) {
        std::string all;
        for (const ShownDifference& one : shown_difference(before, after, 100))
            all += one.key + ": '" + one.before + "' -> '" + one.after + "'\n";
        return all;
    }
};

// A key that is added to the tables is shown, too.
TEST_F(Shown, has_every_key) {
    const GroupConfig one = group("[program:a]\ncommand=x\n");
    std::set<std::string> shown;
    for (const ShownKey& one_key : shown_process(one.processes[0]))
        shown.insert(one_key.key);
    for (const auto& rows : {program_rows(), process_rows()})
        for (const auto& row : rows) {
            const std::string name(row.option.name);
            EXPECT_TRUE(shown.contains(name) || name == "numprocs" || name == "numprocs_start" ||
                        name == "environment")
                << name;
        }
}

TEST_F(Shown, as_one_would_write_it) {
    const GroupConfig one =
        group("[program:a]\ncommand=run %(program_name)s\nstopsignal=9\nexitcodes=0,2\numask=027\n"
              "stdout_logfile_maxbytes=2MB\nstderr_logfile=NONE\nautorestart=true\nenvironment=A=\"1\"\n");
    EXPECT_EQ(key(one, "command").value, "run a");
    EXPECT_EQ(key(one, "stopsignal").value, "KILL");
    EXPECT_EQ(key(one, "exitcodes").value, "0,2");
    EXPECT_EQ(key(one, "umask").value, "0027");
    EXPECT_EQ(key(one, "stdout_logfile_maxbytes").value, "2MB");
    EXPECT_EQ(key(one, "stdout_logfile").value, "AUTO");
    EXPECT_EQ(key(one, "stderr_logfile").value, "NONE");
    EXPECT_EQ(key(one, "autorestart").value, "true");
    EXPECT_EQ(key(one, "environment A").value, "1");
    EXPECT_TRUE(key(one, "startsecs").is_default);
    EXPECT_FALSE(key(one, "stopsignal").is_default);
    EXPECT_TRUE(key(one, "process_name").is_default);
}

TEST_F(Shown, without_secrets) {
    const GroupConfig one =
        group("[program:a]\ncommand=x\nenvironment=DB_PASSWORD=\"s3cret\",api_key="
              "\"s3cret\",GITHUB_TOKEN=\"s3cret\","
              "URL=\"postgres://ann:s3cret@db/x\",PLAIN=\"http://db:80/x\","
              "BROKERS=\"redis://:s3cret@h1:6379,redis://:s3cret@h2:6379 http://h3:80/x\","
              "DSN=\"postgres://ann:s3cret@s3cret/s3cret@db/x to http://db:80/a@b\","
              "DBPW=\"s3cret\",MANY=\"http://a:1/ http://b:2/\"\n");
    for (const ShownKey& one_key : shown_process(one.processes[0]))
        EXPECT_THAT(one_key.value, Not(HasSubstr("s3cret"))) << one_key.key;
    EXPECT_EQ(key(one, "environment DB_PASSWORD").value, "(hidden)");
    EXPECT_TRUE(key(one, "environment DB_PASSWORD").secret);
    EXPECT_EQ(key(one, "environment URL").value, "postgres://ann:(hidden)@db/x");
    EXPECT_EQ(key(one, "environment PLAIN").value, "http://db:80/x");
    EXPECT_EQ(key(one, "environment BROKERS").value,
              "redis://:(hidden)@h1:6379,redis://:(hidden)@h2:6379 http://h3:80/x");
    EXPECT_THAT(key(one, "environment DSN").value, StartsWith("postgres://ann:(hidden)@db/x to "));
    EXPECT_EQ(key(one, "environment MANY").value, "http://a:1/ http://b:2/");
}

TEST_F(Shown, without_secrets_in_other_forms) {
    const std::pair<const char*, const char*> values[] = {
        {"root:s3cret@tcp(h)/db", "root:(hidden)@tcp(h)/db"},
        {"a b:s3/cr@t@h,https://h", "a b:(hidden)@h,https://h"},
        {"jdbc:mysql://h/db?user=u&password=s3cret&ssl=1",
         "jdbc:mysql://h/db?user=u&password=(hidden)&ssl=1"},
        {"Server=h;Pwd=s3 c&r@t;User Id=u", "Server=h;Pwd=(hidden);User Id=u"},
        {"host=h password='s3 cret' user=u", "host=h password=(hidden)' user=u"},
        {"-Xmx1g -Ddb.password=s3cret -Dx=1", "-Xmx1g -Ddb.password=(hidden) -Dx=1"},
        {"https://h/x?access_token=s3cret#top", "https://h/x?access_token=(hidden)#top"},
        {"git@host:path a=b 12:30", "git@host:path a=b 12:30"},
        {"password= ://", "password= ://"},
        {"x=1;token=", "x=1;token="},
    };
    for (const auto& [value, told] : values) {
        const GroupConfig one =
            group(std::string("[program:a]\ncommand=x\nenvironment=DSN=\"") + value + "\"\n");
        EXPECT_EQ(key(one, "environment DSN").value, told);
    }
}

TEST_F(Shown, what_differs) {
    const std::string base = "[program:a]\ncommand=x\nenvironment=OLD=\"1\",SECRET=\"one\"\n";
    const std::string other = "[program:a]\ncommand=y\nstartsecs=5\nenvironment=NEW=\"1\",SECRET=\"two\"\n";
    EXPECT_EQ(text(group(base), group(base)), "");
    const std::string differences = text(group(base), group(other));
    EXPECT_THAT(differences, HasSubstr("command: 'x' -> 'y'\n"));
    EXPECT_THAT(differences, HasSubstr("startsecs: '1' -> '5'\n"));
    EXPECT_THAT(differences, HasSubstr("environment OLD: '1' -> ''\n"));
    EXPECT_THAT(differences, HasSubstr("environment NEW: '' -> '1'\n"));
    EXPECT_THAT(differences, HasSubstr("environment SECRET: '(hidden)' -> '(hidden, changed)'\n"));
    EXPECT_THAT(differences, Not(HasSubstr("two")));
    EXPECT_EQ(shown_difference(group(base), group(other), 2).size(), 2U);
}

TEST_F(Shown, what_differs_among_several) {
    const std::string one = "[program:a]\ncommand=x\nprocess_name=p%(process_num)d\nnumprocs=1\n";
    const std::string two = "[program:a]\ncommand=x\nprocess_name=p%(process_num)d\nnumprocs=2\n";
    EXPECT_THAT(text(group(one), group(two)), HasSubstr("p1: command: '' -> 'x'\n"));
    EXPECT_THAT(text(group(one), group(two)), Not(HasSubstr("p0: ")));
    EXPECT_THAT(text(group("[eventlistener:e]\ncommand=x\nevents=TICK_5\n"),
                     group("[eventlistener:e]\ncommand=x\nevents=TICK_60\nbuffer_size=9\n")),
                HasSubstr("buffer_size: '1000' -> '9'\n"));
}

}  // namespace
}  // namespace supervise::config
