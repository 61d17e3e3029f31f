#include "metrics/exposition.hpp"

#include <gtest/gtest.h>

namespace supervise::metrics {
namespace {

std::string label(std::string_view value) {
    std::string labels;
    add_label(labels, "l", value);
    return labels;
}

std::string written(Format format, const std::function<void(Exposition&)>& write) {
    std::string text;
    Exposition exposition(text, format);
    write(exposition);
    exposition.end();
    return text;
}

// Program names may hold quotes and backslashes, and bytes of any encoding.
TEST(Labels, are_escaped) {
    EXPECT_EQ(label("web"), "l=\"web\",");
    EXPECT_EQ(label("a\"b\\c\nd"), "l=\"a\\\"b\\\\c\\nd\",");
    EXPECT_EQ(label("g\xC3\xA9t"), "l=\"g\xC3\xA9t\",");
    EXPECT_EQ(label("{},= "), "l=\"{},= \",");
    EXPECT_EQ(label(""), "l=\"\",");
}

TEST(Labels, are_utf8_whatever_they_are_made_of) {
    EXPECT_EQ(label("a\xFF"
                    "b\xC3"),
              "l=\"a\xEF\xBF\xBD"
              "b\xEF\xBF\xBD\",");
    EXPECT_EQ(label("\xED\xA0\x80"), "l=\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\",");
}

TEST(Exposition, text_format_names_samples) {
    EXPECT_EQ(written(Format::text,
                      [](Exposition& out) {
                          out.family(Metric::process_cpu);
                          out.sample("", std::chrono::milliseconds(12'034));
                          out.family(Metric::daemon_info);
                          out.sample("a=\"b\",", 1);
                      }),
              "# HELP process_cpu_seconds_total CPU time of the daemon itself.\n"
              "# TYPE process_cpu_seconds_total counter\n"
              "process_cpu_seconds_total 12.034\n"
              "# HELP supervise_daemon_info The daemon by its identifier, its version, and the version of "
              "Supervisor that clients are told.\n"
              "# TYPE supervise_daemon_info gauge\n"
              "supervise_daemon_info{a=\"b\"} 1\n");
}

TEST(Exposition, openmetrics_names_families_and_has_an_end) {
    EXPECT_EQ(written(Format::openmetrics,
                      [](Exposition& out) {
                          out.family(Metric::process_cpu);
                          out.sample("", std::chrono::milliseconds(5));
                          out.family(Metric::http_connections);
                          out.sample("", -3);
                      }),
              "# HELP process_cpu_seconds CPU time of the daemon itself.\n"
              "# TYPE process_cpu_seconds counter\n"
              "# UNIT process_cpu_seconds seconds\n"
              "process_cpu_seconds_total 0.005\n"
              "# HELP supervise_http_connections Open connections, of all servers.\n"
              "# TYPE supervise_http_connections gauge\n"
              "supervise_http_connections -3\n"
              "# EOF\n");
}

TEST(Preferred, is_what_the_scraper_likes_best) {
    // As Prometheus 2.42 and 3 send it.
    EXPECT_EQ(
        preferred("application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;"
                  "q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1"),
        Format::openmetrics);
    EXPECT_EQ(preferred("application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
                        "application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;"
                        "escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2"),
              Format::openmetrics);
    EXPECT_EQ(preferred("Application/OpenMetrics-Text"), Format::openmetrics);
    EXPECT_EQ(preferred("text/plain; q=0.5, application/openmetrics-text; version=1.0.0"),
              Format::openmetrics);
}

TEST(Preferred, is_text_for_all_others) {
    for (const char* accept :
         {"", "*/*", "text/html", "text/plain", "application/openmetrics-text;version=0.0.1",
          "application/openmetrics-text;version=2.0.0", "application/openmetrics-text;q=0",
          "text/plain;q=0.9,application/openmetrics-text;q=0.5", "application/openmetrics-text;q=x", ",;=,,"})
        EXPECT_EQ(preferred(accept), Format::text) << accept;
}

}  // namespace
}  // namespace supervise::metrics
