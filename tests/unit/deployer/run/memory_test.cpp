/// What is remembered of files: when a notified program is due.
#include "run/memory.hpp"

#include <gtest/gtest.h>

namespace deployer::run {
namespace {

// HD-NOTIF-08: content and attributes alike.
TEST(HostMemory, any_change_of_a_file_counts_from_its_moment) {
    HostMemory memory;
    const task::EnsureFile file{.path = "/f", .ownership = {}, .content = {}};
    memory.note_file(file, {.status = task::Status::changed, .modified = 100, .now = 500}, false);
    EXPECT_EQ(memory.modified("/f"), 500);
    memory.note_file(file, {.status = task::Status::ok, .modified = 100, .now = 600}, false);
    EXPECT_EQ(memory.modified("/f"), 100);
}

TEST(HostMemory, what_is_only_predicted_leaves_the_time_of_a_file_as_it_is) {
    HostMemory memory;
    const task::EnsureFile file{.path = "/f", .ownership = {}, .content = {}};
    memory.note_file(file, {.status = task::Status::changed, .modified = 100, .now = 500}, true);
    EXPECT_EQ(memory.modified("/f"), 100);
}

}  // namespace
}  // namespace deployer::run
