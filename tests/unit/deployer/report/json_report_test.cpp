#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "report/make.hpp"

namespace deployer::report {
namespace {

// HD-CLI-28: --output json
TEST(JsonReport, is_one_document_at_the_end) {
    std::string text;
    const auto report = make_json_report([&](std::string_view bytes) { text += bytes; });
    report->begin_play("all", 1);
    report->begin_step("Create user 'tsup'", false);
    report->result({.host = "en1", .outcome = Outcome::changed, .message = "created\xff"});
    report->begin_step("Restart x", true);
    report->result({.host = "en1",
                    .outcome = Outcome::failed,
                    .item = "x",
                    .message = "no",
                    .path = "/etc/x",
                    .before = "a\n",
                    .after = "b\n"});
    report->note("careful");
    report->progress("x", 1, 2);
    EXPECT_EQ(text, "");
    report->recap({{.host = "en1", .ok = 2, .changed = 1, .failed = 1}});

    const auto document = nlohmann::json::parse(text);
    const auto& steps = document["plays"][0]["steps"];
    EXPECT_EQ(document["plays"][0]["name"], "all");
    EXPECT_EQ(steps[0]["name"], "Create user 'tsup'");
    EXPECT_EQ(steps[0]["kind"], "task");
    EXPECT_EQ(steps[0]["results"][0]["outcome"], "changed");
    EXPECT_EQ(steps[0]["results"][0]["message"], "created\xef\xbf\xbd");
    EXPECT_EQ(steps[1]["kind"], "handler");
    EXPECT_EQ(steps[1]["results"][0]["item"], "x");
    EXPECT_EQ(steps[1]["results"][0]["diff"], "--- before: /etc/x\n+++ after: /etc/x\n@@ -1 +1 @@\n-a\n+b\n");
    EXPECT_EQ(document["notes"][0], "careful");
    EXPECT_EQ(document["stats"]["en1"]["ok"], 2);
    EXPECT_EQ(document["stats"]["en1"]["failed"], 1);
}

}  // namespace
}  // namespace deployer::report
