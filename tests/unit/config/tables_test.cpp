#include "config/tables.hpp"

#include <fstream>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "config/catalogue.hpp"
#include "config/reference.hpp"
#include "config/sample.hpp"
#include "fake/config_world.hpp"

namespace supervise::config {
namespace {

class Tables : public testing::Test, protected fake::ConfigWorld {
protected:
    /// A default that is written in a table and set in the model must be the same value.
    template <typename Target>
    void expect_defaults_agree(std::span<const OptionRow<Target>> rows) {
        const Places places(around);
        const std::string section = "program:x";
        const std::string here = "/base";
        for (const OptionRow<Target>& row : rows) {
            if (row.option.fallback.empty() || row.option.fallback.find('%') != std::string_view::npos)
                continue;
            const std::string text(row.option.fallback);
            Target target{};
            ASSERT_TRUE(row.store(target, {text, section, here, places})) << row.option.name;
            EXPECT_TRUE(same(target, Target{})) << row.option.name;
        }
    }
    static bool same(const ProgramDraft& a, const ProgramDraft& b) {
        return a.process == b.process && a.numprocs == b.numprocs && a.numprocs_start == b.numprocs_start;
    }
    static bool same(const DaemonConfig& a, DaemonConfig b) {
        b.logfile = a.logfile;  // made absolute
        b.pidfile = a.pidfile;
        return a == b;
    }
    static bool same(const ListenerDraft& a, ListenerDraft b) {
        b.listener.result_handler = a.listener.result_handler;
        return a.listener == b.listener && a.priority == b.priority;
    }
    static bool same(const FcgiDraft& a, const FcgiDraft& b) {
        return a.socket == b.socket && a.priority == b.priority;
    }
    static bool same(const GroupDraft& a, const GroupDraft& b) { return a.priority == b.priority; }
    static bool same(const ServerDraft& a, const ServerDraft& b) { return a.server == b.server; }
    static bool same(const CtlConfig& a, const CtlConfig& b) {
        return a.serverurl == b.serverurl && a.prompt == b.prompt;
    }
};

TEST_F(Tables, defaults_agree_with_the_model) {
    expect_defaults_agree(supervisord_rows());
    expect_defaults_agree(program_rows());
    expect_defaults_agree(process_rows());
    expect_defaults_agree(eventlistener_rows());
    expect_defaults_agree(fcgi_program_rows());
    expect_defaults_agree(group_rows());
    expect_defaults_agree(inet_http_server_rows());
    expect_defaults_agree(unix_http_server_rows());
    expect_defaults_agree(supervisorctl_rows());
}

TEST_F(Tables, names_are_unique_and_rows_have_a_help) {
    for (const CatalogueSection& section : catalogue()) {
        std::set<std::string_view> names;
        for (const Option* option : section.options) {
            EXPECT_TRUE(names.insert(option->name).second) << section.name << " " << option->name;
            EXPECT_FALSE(option->help.empty()) << option->name;
            EXPECT_FALSE(option->required && option->example.empty() && section.name != "ctlplugin:x")
                << option->name;
        }
    }
}

// EXT-007
TEST_F(Tables, sample_configuration_loads_without_a_word) {
    const LoadResult result = load(sample_config(), Depth::everything);
    EXPECT_FALSE(result.error) << result.error.value_or("");
    EXPECT_TRUE(result.diagnostics.empty());
    EXPECT_EQ(result.model.servers.size(), 1U);
    EXPECT_EQ(result.model.rpcinterfaces.size(), 1U);
    EXPECT_EQ(load_ctl(sample_config()).config.serverurl, "unix:///tmp/supervisor.sock");
}

TEST_F(Tables, sample_configuration_holds_every_key) {
    const std::string sample = sample_config();
    for (const CatalogueSection& section : catalogue())
        for (const Option* option : section.options)
            EXPECT_NE(sample.find(std::string(option->name) + "="), std::string::npos) << option->name;
}

// Fails after a change of a table until `cmake --build BUILD --target generate_docs` has run.
TEST_F(Tables, reference_documentation_is_up_to_date) {
    const std::string source = __FILE__;
    std::ifstream file(source.substr(0, source.find("tests/unit/")) + "doc/configuration.md");
    std::stringstream text;
    text << file.rdbuf();
    EXPECT_TRUE(text.str() == reference_text()) << "run: cmake --build BUILD --target generate_docs";
}

}  // namespace
}  // namespace supervise::config
