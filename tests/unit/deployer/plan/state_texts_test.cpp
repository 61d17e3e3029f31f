#include "plan/state_texts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "deployer/plan/world.hpp"

namespace deployer::plan {
namespace {

using model::Action;
using testing::Contains;

constexpr const char* undefined = "{{ nope }}";

// HD-VAULT-11: whoever starts and stops needs no secret of what a deployment writes.
TEST(StateTexts, are_all_that_is_rendered_for_a_state) {
    model::Model model = fake::simple_app();
    model::User& user = model.users[0];
    user.comment = user.group = user.groups = user.password = user.can_sudo_to = undefined;
    model::Folder& folder = model.folders[0];
    folder.path = folder.owner = folder.group = folder.mode = undefined;
    model::File& file = model.files[0];
    file.owner = file.group = file.mode = undefined;
    model::Supervisor& supervisor = model.supervisors[0];
    supervisor.user = supervisor.group = supervisor.conf_file_dst = supervisor.logs_dir = undefined;
    supervisor.pid_dir = supervisor.supervisorctl = supervisor.childlogdir = undefined;
    supervisor.http_server =
        model::HttpServer{"127.0.0.1:9001", undefined, undefined, {{"certfile", undefined}}};
    model::Program& program = model.programs[0];
    for (auto& [key, value] : program.options)
        value = undefined;
    program.options.emplace_back("process_name", "{{ inventory_hostname }}_x");
    program.environment = {{"A", undefined}};
    model.systemd_unit_dir = undefined;
    for (const Action action : {Action::start, Action::stop, Action::status}) {
        const Built built = build(model, fake::context_for(model, action, {}));
        EXPECT_TRUE(built.problems.empty()) << built.problems[0].text();
    }
    EXPECT_THAT(state_texts(model), Contains(supervisor.socket()));
    EXPECT_THAT(state_texts(model), Contains("127.0.0.1:9001"));
    EXPECT_THAT(state_texts(model), Contains(file.dest_name));
    EXPECT_THAT(state_texts(model), Contains("{{ inventory_hostname }}_x"));
    EXPECT_THAT(state_texts(model), testing::Not(Contains(undefined)));
}

}  // namespace
}  // namespace deployer::plan
