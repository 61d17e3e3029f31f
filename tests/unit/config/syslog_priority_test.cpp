#include "config/syslog_priority.hpp"

#include <gtest/gtest.h>
#include <syslog.h>

namespace supervise::config {
namespace {

TEST(SyslogPriority, is_the_number_of_syslog_3) {
    EXPECT_EQ(syslog_priority("user.info").value(), LOG_USER | LOG_INFO);
    EXPECT_EQ(syslog_priority(" LOCAL7.Err ").value(), LOG_LOCAL7 | LOG_ERR);
    EXPECT_EQ(syslog_priority("authpriv.warn").value(), LOG_AUTHPRIV | LOG_WARNING);
    EXPECT_EQ(syslog_priority("ftp.panic").value(), LOG_FTP | LOG_EMERG);
    EXPECT_EQ(default_syslog_priority, LOG_USER | LOG_INFO);
}

TEST(SyslogPriority, has_a_name) {
    for (const char* name : {"user.info", "local0.emerg", "auth.err", "cron.warning"})
        EXPECT_EQ(syslog_priority_name(syslog_priority(name).value()), name);
}

TEST(SyslogPriority, says_what_is_wrong) {
    const auto fault_of = [](const char* text) {
        const auto priority = syslog_priority(text);
        return priority ? std::string("none") : priority.error().text + "; " + priority.error().remedy;
    };
    EXPECT_EQ(fault_of("demon.info"), "there is no facility 'demon'; did you mean daemon?");
    EXPECT_EQ(fault_of("daemon.warnign"), "there is no level 'warnign'; did you mean warning?");
    EXPECT_EQ(fault_of("info"),
              "'info' is no facility and level; write both with a dot between them, such as "
              "daemon.info");
    EXPECT_EQ(fault_of("kern.info").substr(0, 29), "there is no facility 'kern'; ");
}

}  // namespace
}  // namespace supervise::config
