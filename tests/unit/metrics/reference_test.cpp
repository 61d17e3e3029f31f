#include "metrics/reference.hpp"

#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "metrics/table.hpp"

namespace supervise::metrics {
namespace {

// Fails after a change of the table until `cmake --build BUILD --target generate_docs` has run.
TEST(MetricsReference, is_up_to_date) {
    const std::string source = __FILE__;
    std::ifstream file(source.substr(0, source.find("tests/unit/")) + "doc/metrics.md");
    std::stringstream text;
    text << file.rdbuf();
    EXPECT_TRUE(text.str() == reference_text()) << "run: cmake --build BUILD --target generate_docs";
}

TEST(MetricsTable, has_names_as_prometheus_wants_them) {
    for (const Row& row : rows()) {
        EXPECT_TRUE(row.name.starts_with("supervise_") || row.name.starts_with("process_")) << row.name;
        EXPECT_EQ(row.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_"), std::string_view::npos)
            << row.name;
        EXPECT_FALSE(row.name.ends_with("_total") || row.name.ends_with("_info")) << row.name;
        EXPECT_TRUE(row.unit.empty() || row.unit == "seconds" || row.unit == "bytes") << row.name;
        EXPECT_EQ(row.help.find_first_of("\\\"\n|"), std::string_view::npos) << row.name;
        EXPECT_TRUE(row.help.ends_with('.')) << row.name;
    }
}

}  // namespace
}  // namespace supervise::metrics
