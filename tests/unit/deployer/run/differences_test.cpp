// From what hosts predict to what a status says (HD-GAP-01).
#include "run/differences.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "run/comparison_turns.hpp"

namespace deployer::run {
namespace {

using control::Difference;
using plan::Item;
using plan::Subject;
using task::Answer;
using task::Status;
using testing::ElementsAre;
using testing::IsEmpty;

class DifferencesOf : public testing::Test {
protected:
    void note(const plan::Subject& subject, const task::Operation& operation, Answer answer) {
        found.note(Item{.label = "label", .operation = operation, .subject = subject}, answer);
    }
    void would(const task::Operation& operation, const std::string& message, const Subject& subject = {}) {
        note(subject, operation, {.status = Status::changed, .message = message});
    }

    Differences found;
};

TEST_F(DifferencesOf, each_thing_has_a_word_a_name_and_how_it_differs) {
    would(task::EnsureFile{.path = "/f"}, "content, mode 0700 -> 0755");
    would(task::EnsureFolder{.path = "/d"}, "created");
    would(task::EnsureUser{.login = "app"}, "groups a -> a,b");
    would(task::EnsureGroup{.name = "staff"}, "created");
    would(task::EnsureKeys{.user = "app"}, "home created, keys added");
    would(task::EnsureUnit{.unit = "nginx.service"}, "enabled");
    would(task::EnsureFile{.path = "/l"}, "symbolic link replaced");
    would(task::EnsureFile{.path = "/c/p.ini"}, "content", {.what = "program file", .supervisor = "tsupv"});
    EXPECT_THAT(found.found(),
                ElementsAre(Difference{"file", "/f", "", "content, mode 0700 -> 0755"},
                            Difference{"folder", "/d", "", "missing"},
                            Difference{"user", "app", "", "groups a -> a,b"},
                            Difference{"group", "staff", "", "missing"},
                            Difference{"authorized keys of", "app", "", "home missing, keys missing"},
                            Difference{"service", "nginx.service", "", "not enabled"},
                            Difference{"file", "/l", "", "a symbolic link"},
                            Difference{"program file", "/c/p.ini", "tsupv", "content"}));
}

TEST_F(DifferencesOf, what_is_as_described_is_none) {
    note({}, task::EnsureFile{.path = "/f"}, {});
    would(task::EnsureUnit{.unit = "coming.service"}, "");
    EXPECT_THAT(found.found(), IsEmpty());
}

TEST_F(DifferencesOf, what_cannot_be_told_differs_for_a_reason) {
    note({}, task::EnsureFile{.path = "/f"},
         {.status = Status::failed, .message = "user 'x' DOES NOT EXIST, see above"});
    note({}, task::CheckAccount{.name = "app"},
         {.status = Status::failed, .message = "user 'app' DOES NOT EXIST"});
    EXPECT_THAT(found.found(), ElementsAre(Difference{"file", "/f", "", "user 'x' DOES NOT EXIST, see above"},
                                           Difference{"user", "app", "", "missing"}));
}

TEST_F(DifferencesOf, programs_are_known_by_the_name_they_are_controlled_by) {
    const auto restart = [&](const char* group) {
        control::RestartProcesses operation;
        operation.group = group;
        operation.program = "web";
        found.note(Item{.label = "x", .operation = operation, .subject = {.supervisor = "tsupv"}},
                   {.status = Status::changed, .message = "would restart web"});
    };
    restart("web");
    restart("site");
    EXPECT_THAT(
        found.found(),
        ElementsAre(Difference{"program", "web", "tsupv", "started before its files were changed"},
                    Difference{"program", "site:web", "tsupv", "started before its files were changed"}));
}

TEST_F(DifferencesOf, one_thing_of_many_files_is_one_line) {
    const Subject software{.what = "software", .name = "/usr/bin/supervisord"};
    would(task::EnsureFile{.path = "/usr/lib/a"}, "created", software);
    would(task::EnsureFile{.path = "/usr/lib/b"}, "content", software);
    would(task::EnsureFile{.path = "/usr/lib/c"}, "created", software);
    EXPECT_THAT(found.found(),
                ElementsAre(Difference{"software", "/usr/bin/supervisord", "", "missing, content"}));
}

TEST_F(DifferencesOf, texts_are_shown_as_deployments_show_them) {
    note({}, task::EnsureFile{.path = "/f\n"},
         {.status = Status::changed, .message = "content", .before = "a\n", .after = "b\n"});
    EXPECT_EQ(found.found().at(0).diff, "--- before: /f\\n\n+++ after: /f\\n\n@@ -1 +1 @@\n-a\n+b\n");
}

TEST(ComparisonTurns, comparing_takes_a_tenth_of_the_time_at_most) {
    using std::chrono::seconds;
    ComparisonTurns turns;
    const ComparisonTurns::Time begin{};
    EXPECT_TRUE(turns.is_due(begin));
    turns.took(begin, begin + seconds(2));
    EXPECT_FALSE(turns.is_due(begin + seconds(19)));
    EXPECT_TRUE(turns.is_due(begin + seconds(20)));
}

}  // namespace
}  // namespace deployer::run
