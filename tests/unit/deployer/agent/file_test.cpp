#include <csignal>

#include <sys/file.h>
#include <sys/mount.h>
#include <sys/wait.h>

#include "workplace.hpp"

namespace deployer::agent {
namespace {

using fake::tsup;
using task::EnsureFile;
using task::Status;

class File : public fake::Workplace {
protected:
    EnsureFile wanted(const std::string& name, const std::string& bytes,
                      const std::string& mode_text = "0640") {
        return {.path = root(name), .ownership = {"", "", mode_text}, .content = content(bytes)};
    }
};

TEST_F(File, is_made_with_content_and_mode) {
    const auto answer = perform(context, wanted("f", "hello\n"));
    EXPECT_EQ(answer.status, Status::changed) << answer.message;
    EXPECT_EQ(folder.get("f"), "hello\n");
    EXPECT_EQ(mode(root("f")), 0640U);
    EXPECT_EQ(answer.modified, status(root("f")).st_mtime);
    EXPECT_TRUE(ledger.has(Made::file, root("f")));
}

TEST_F(File, may_be_empty) {
    EXPECT_EQ(perform(context, wanted("f", "")).status, Status::changed);
    EXPECT_TRUE(folder.has("f"));
    EXPECT_EQ(perform(context, wanted("f", "")).status, Status::ok);
}

// HD-FIL-10
TEST_F(File, that_is_as_wanted_is_ok_and_nothing_travels) {
    perform(context, wanted("f", "hello\n"));
    fetched = 0;
    const auto before = status(root("f"));
    EXPECT_EQ(perform(context, wanted("f", "hello\n")).status, Status::ok);
    EXPECT_EQ(fetched, 0);
    EXPECT_EQ(status(root("f")).st_ino, before.st_ino);
}

TEST_F(File, with_another_mode_is_adjusted_without_writing) {
    perform(context, wanted("f", "hello\n"));
    fetched = 0;
    const auto before = status(root("f"));
    const auto answer = perform(context, wanted("f", "hello\n", "0755"));
    EXPECT_EQ(answer.status, Status::changed);
    EXPECT_EQ(answer.message, "mode 0640 -> 0755");
    EXPECT_EQ(fetched, 0);
    EXPECT_EQ(status(root("f")).st_ino, before.st_ino);
    EXPECT_EQ(mode(root("f")), 0755U);
}

TEST_F(File, that_is_replaced_keeps_what_is_not_asked_for) {
    folder.put("f", "old");
    std::filesystem::permissions(root("f"), std::filesystem::perms(0604));
    EXPECT_EQ(perform(context, wanted("f", "new", "")).status, Status::changed);
    EXPECT_EQ(folder.get("f"), "new");
    EXPECT_EQ(mode(root("f")), 0604U);
    EXPECT_TRUE(ledger.has(Made::file, root("f")));  // a deployment made what is there now
}

// HD-PRG-17
TEST_F(File, goes_on_saying_what_it_says) {
    auto operation = wanted("f", "a=2\nautostart=false\n");
    operation.alternative = {{"autostart=true", "autostart=1"}, content("a=2\nautostart=true\n")};
    perform(context, operation);
    EXPECT_EQ(folder.get("f"), "a=2\nautostart=false\n");
    for (const std::string line : {"autostart=true", "autostart = TRUE\r", " autostart=1"}) {
        folder.put("f", "a=1\n" + line + "\n");
        EXPECT_EQ(perform(context, operation).status, Status::changed);
        EXPECT_EQ(folder.get("f"), "a=2\nautostart=true\n") << line;
        EXPECT_EQ(perform(context, operation).status, Status::ok);
    }
    folder.put("f", "a=2\n;autostart=true\n");
    perform(context, operation);
    EXPECT_EQ(folder.get("f"), "a=2\nautostart=false\n");
}

// HD-GAP-27
TEST_F(File, that_was_replaced_is_put_back_once) {
    auto operation = wanted("f", "new");
    operation.keep_previous = true;
    folder.put("f", "old");
    std::filesystem::permissions(root("f"), std::filesystem::perms(0604));
    perform(context, operation);
    EXPECT_EQ(perform(context, operation).status, Status::ok);
    const task::RestoreFile restore{root("f")};
    EXPECT_EQ(perform(context, restore).status, Status::changed);
    EXPECT_EQ(folder.get("f"), "old");
    EXPECT_FALSE(ledger.has(Made::file, root("f")));  // whose it was before
    EXPECT_EQ(mode(root("f")), 0604U);
    EXPECT_EQ(perform(context, restore).status, Status::ok);
}

TEST_F(File, that_is_new_goes_again_when_that_is_asked_for) {
    auto operation = wanted("f", "first");
    operation.keep_previous = true;
    perform(context, operation);
    const task::RestoreFile restore{root("f"), true};
    EXPECT_EQ(perform(context, restore).status, Status::changed);
    EXPECT_FALSE(folder.has("f"));
    EXPECT_FALSE(ledger.has(Made::file, root("f")));
    EXPECT_EQ(perform(context, restore).status, Status::ok);
}

TEST_F(File, that_is_new_or_not_to_be_kept_is_not_put_back) {
    auto operation = wanted("f", "first");
    operation.keep_previous = true;
    perform(context, operation);
    EXPECT_EQ(perform(context, task::RestoreFile{root("f")}).status, Status::ok);
    perform(context, wanted("f", "second"));
    EXPECT_EQ(perform(context, task::RestoreFile{root("f")}).status, Status::ok);
    EXPECT_EQ(folder.get("f"), "second");
}

TEST_F(File, belongs_to_the_owner_by_name) {
    NEEDS_ROOT();
    auto operation = wanted("f", "x");
    operation.ownership = {"tsup", "staff", "0600"};
    EXPECT_EQ(perform(context, operation).status, Status::changed);
    EXPECT_EQ(status(root("f")).st_uid, tsup);
    EXPECT_EQ(status(root("f")).st_gid, 50U);
    operation.ownership.owner = "root";
    EXPECT_EQ(perform(context, operation).message, "owner tsup -> root");
}

TEST_F(File, of_an_account_that_is_missing_fails_and_names_it) {
    auto operation = wanted("f", "x");
    operation.ownership.owner = "nobody-here";
    EXPECT_EQ(perform(context, operation).message, "user 'nobody-here' DOES NOT EXIST");
    operation.ownership = {"", "no-group", ""};
    EXPECT_EQ(perform(context, operation).message, "group 'no-group' DOES NOT EXIST");
    EXPECT_FALSE(folder.has("f"));
}

TEST_F(File, with_a_mode_that_is_none_fails) {
    EXPECT_EQ(perform(context, wanted("f", "x", "rw-r--r--")).status, Status::failed);
    EXPECT_EQ(perform(context, wanted("f", "x", "0999")).status, Status::failed);
    EXPECT_EQ(perform(context, wanted("f", "x", "77777")).status, Status::failed);
}

// HD-FIL-09
TEST_F(File, needs_its_folder) {
    EXPECT_EQ(perform(context, wanted("none/f", "x")).message,
              "Destination directory " + root("none") + " does not exist");
}

TEST_F(File, is_not_put_in_place_of_a_folder) {
    std::filesystem::create_directory(root("d"));
    const auto answer = perform(context, wanted("d", "x"));
    EXPECT_EQ(answer.status, Status::failed);
    EXPECT_NE(answer.message.find("is a folder"), std::string::npos);
}

TEST_F(File, path_must_be_absolute_and_plain) {
    for (const char* path : {"", "f", "/tmp/../etc/f", "/tmp/./f", "/"}) {
        auto operation = wanted("f", "x");
        operation.path = path;
        EXPECT_EQ(perform(context, operation).status, Status::failed) << path;
    }
}

// HD-GAP-26, HD-FIL-13
TEST_F(File, name_may_hold_anything) {
    const std::string name = "a b'\"\n;$(x)%\xFF";
    EXPECT_EQ(perform(context, wanted(name, "x")).status, Status::changed);
    EXPECT_EQ(folder.get(name), "x");
    EXPECT_TRUE(ledger.has(Made::file, root(name)));
    const std::string longest(255, 'n');
    EXPECT_EQ(perform(context, wanted(longest, "x")).status, Status::changed);
}

// HD-FIL-10
TEST_F(File, replaces_a_link_and_does_not_follow_it) {
    folder.put("target", "old");
    std::filesystem::create_symlink(root("target"), root("f"));
    EXPECT_EQ(perform(context, wanted("f", "new")).status, Status::changed);
    EXPECT_EQ(folder.get("target"), "old");
    EXPECT_TRUE(S_ISREG(status(root("f")).st_mode));
}

TEST_F(File, with_a_second_name_is_not_adjusted_through_it) {
    folder.put("other", "same");
    std::filesystem::permissions(root("other"), std::filesystem::perms(0600));
    std::filesystem::create_hard_link(root("other"), root("f"));
    EXPECT_EQ(perform(context, wanted("f", "same", "0777")).status, Status::changed);
    EXPECT_EQ(mode(root("other")), 0600U);
    EXPECT_EQ(mode(root("f")), 0777U);
}

TEST_F(File, is_not_led_elsewhere_by_a_link_of_another_user) {
    NEEDS_ROOT();
    std::filesystem::create_directory(root("real"));
    std::filesystem::create_directory_symlink(root("real"), root("link"));
    EXPECT_EQ(perform(context, wanted("link/f", "x")).status, Status::changed);  // root's own link
    ASSERT_EQ(::lchown(root("link").c_str(), tsup, tsup), 0);
    const auto answer = perform(context, wanted("link/g", "x"));
    EXPECT_EQ(answer.status, Status::failed);
    EXPECT_NE(answer.message.find("symbolic link of another user"), std::string::npos) << answer.message;
    EXPECT_FALSE(folder.has("real/g"));
}

// HD-USR-07
TEST_F(File, that_its_command_refuses_does_not_appear) {
    folder.put("f", "old");
    host.answers("visudo", {.status = 1, .errors = ">>> sudoers: syntax error <<<\n"});
    auto operation = wanted("f", "new");
    operation.validate = {"visudo", "-cf", "%s"};
    const auto answer = perform(context, operation);
    EXPECT_EQ(answer.status, Status::failed);
    EXPECT_NE(answer.message.find("syntax error"), std::string::npos);
    EXPECT_EQ(folder.get("f"), "old");
    EXPECT_EQ(names(folder.path()).size(), 2U);  // f, state
}

TEST_F(File, is_validated_where_it_lies_and_with_its_new_content) {
    std::string seen;
    host.programs["visudo"] = [&seen](const Command& command) {
        std::ifstream in(command.argv.at(2));
        seen.assign(std::istreambuf_iterator<char>(in), {});
        return Finished{};
    };
    auto operation = wanted("f", "new");
    operation.validate = {"visudo", "-cf", "%s"};
    EXPECT_EQ(perform(context, operation).status, Status::changed);
    EXPECT_EQ(seen, "new");
}

TEST_F(File, whose_command_is_not_installed_fails) {
    auto operation = wanted("f", "new");
    operation.validate = {"visudo", "-cf", "%s"};
    EXPECT_NE(perform(context, operation).message.find("'visudo' is not installed"), std::string::npos);
    EXPECT_FALSE(folder.has("f"));
}

// What no deployment has touched is not a deployment's: a removal would take it away.
TEST_F(File, that_cannot_be_put_in_its_place_is_not_noted) {
    host.programs["check"] = [this](const Command&) {
        std::filesystem::remove(root("f"));
        std::filesystem::create_directory(root("f"));
        return Finished{};
    };
    auto operation = wanted("f", "new");
    operation.validate = {"check", "%s"};
    EXPECT_EQ(perform(context, operation).status, Status::failed);
    EXPECT_FALSE(ledger.has(Made::file, root("f")));
    std::filesystem::remove(root("f"));
    EXPECT_EQ(perform(context, wanted("f", "old")).status, Status::changed);
    EXPECT_EQ(perform(context, operation).status, Status::failed);
    EXPECT_TRUE(ledger.has(Made::file, root("f")));  // as before
}

TEST_F(File, whose_owner_cannot_be_set_is_not_noted) {
    if (fake::is_root())
        GTEST_SKIP() << "root can give a file to everybody";
    folder.put("f", "old");
    auto operation = wanted("f", "new");
    operation.ownership.owner = "root";
    EXPECT_EQ(perform(context, operation).status, Status::failed);
    EXPECT_EQ(folder.get("f"), "old");
    EXPECT_FALSE(ledger.has(Made::file, root("f")));
}

TEST_F(File, that_does_not_arrive_whole_does_not_appear) {
    folder.put("f", "old");
    auto operation = wanted("f", "new");
    operation.content.sha256 = std::string(64, 'a');
    EXPECT_EQ(perform(context, operation).status, Status::failed);
    EXPECT_EQ(folder.get("f"), "old");
    context.fetch = [](const task::Content&, const Sink& sink) { return sink("something else"); };
    EXPECT_EQ(perform(context, wanted("f", "new")).status, Status::failed);
    EXPECT_EQ(folder.get("f"), "old");
    EXPECT_EQ(names(folder.path()).size(), 2U);
}

TEST_F(File, of_a_package_is_not_replaced_without_being_told) {
    folder.put("f", "old");
    host.answers("dpkg-query", {.output = "supervisor: " + root("f") + "\n"});
    auto operation = wanted("f", "new");
    operation.package_guard = "--replace-supervisor";
    const auto answer = perform(context, operation);
    EXPECT_EQ(answer.status, Status::failed);
    EXPECT_NE(answer.message.find("package 'supervisor'"), std::string::npos);
    EXPECT_NE(answer.message.find("--replace-supervisor"), std::string::npos);
    EXPECT_EQ(folder.get("f"), "old");
    host.answers("dpkg-query", {.status = 1});
    EXPECT_EQ(perform(context, operation).status, Status::changed);
}

TEST_F(File, in_a_prediction_is_not_touched) {
    folder.put("f", "old");
    context.begin.check = true;
    const auto answer = perform(context, wanted("f", "new"));
    EXPECT_EQ(answer.status, Status::changed);
    EXPECT_EQ(folder.get("f"), "old");
    EXPECT_EQ(perform(context, wanted("g", "new")).status, Status::changed);
    EXPECT_FALSE(folder.has("g"));
    EXPECT_EQ(ledger.size(), 0U);
}

TEST_F(File, in_a_prediction_may_lie_in_a_folder_that_would_be_made) {
    context.begin.check = true;
    EXPECT_EQ(perform(context, task::EnsureFolder{root("a/b"), {}}).status, Status::changed);
    EXPECT_EQ(perform(context, wanted("a/b/f", "x")).status, Status::changed);
    EXPECT_EQ(perform(context, wanted("c/f", "x")).status, Status::failed);
}

TEST_F(File, difference_shows_both_texts) {
    folder.put("f", "old\n");
    context.begin.diff = true;
    const auto answer = perform(context, wanted("f", "new\n"));
    EXPECT_EQ(answer.before, "old\n");
    EXPECT_EQ(answer.after, "new\n");
}

TEST_F(File, difference_shows_no_secret_and_nothing_binary) {
    folder.put("f", "old\n");
    context.begin.diff = true;
    auto secret = wanted("f", "new\n");
    secret.secret = true;
    EXPECT_FALSE(perform(context, secret).after);
    EXPECT_FALSE(perform(context, wanted("f", std::string("\0x", 2))).after);
    EXPECT_FALSE(perform(context, wanted("f", "text again")).before);
}

// The text without it may be shown; what was there may not.
TEST_F(File, difference_shows_no_secret_that_a_file_has_held) {
    context.begin.diff = true;
    auto with_secret = wanted("f", "password = hunter2\n");
    with_secret.secret = true;
    perform(context, with_secret);
    context.begin.check = true;
    auto answer = perform(context, wanted("f", "none\n"));
    EXPECT_EQ(answer.status, Status::changed);
    EXPECT_FALSE(answer.before);
    context.begin.check = false;
    answer = perform(context, wanted("f", "none\n"));
    EXPECT_EQ(answer.status, Status::changed);
    EXPECT_FALSE(answer.before);
    // From now on it holds none.
    EXPECT_EQ(perform(context, wanted("f", "plain\n")).before, "none\n");
}

TEST_F(File, that_already_holds_what_has_become_secret_is_noted) {
    context.begin.diff = true;
    auto operation = wanted("f", "password = hunter2\n");
    perform(context, operation);
    operation.secret = true;
    EXPECT_EQ(perform(context, operation).status, Status::ok);
    EXPECT_FALSE(perform(context, wanted("f", "none\n")).before);
}

TEST_F(File, with_a_secret_that_is_put_back_holds_it_again) {
    context.begin.diff = true;
    auto operation = wanted("f", "password = hunter2\n");
    operation.secret = true;
    perform(context, operation);
    auto next = wanted("f", "none\n");
    next.keep_previous = true;
    perform(context, next);
    EXPECT_EQ(perform(context, task::RestoreFile{root("f")}).status, Status::changed);
    EXPECT_FALSE(perform(context, next).before);
}

TEST_F(File, difference_is_cut) {
    context.begin.diff = true;
    const auto answer = perform(context, wanted("f", std::string(task::max_diff_text * 2, 'x')));
    ASSERT_TRUE(answer.after);
    EXPECT_EQ(answer.after->size(), task::max_diff_text);
    EXPECT_EQ(folder.get("f").size(), task::max_diff_text * 2);
}

TEST_F(File, on_a_full_disk_leaves_the_old_one) {
    NEEDS_ROOT();
    std::filesystem::create_directory(root("small"));
    if (::mount("tmpfs", root("small").c_str(), "tmpfs", 0, "size=64k") != 0)
        GTEST_SKIP() << "no file system can be mounted here";
    folder.put("small/f", "old");
    const auto answer = perform(context, wanted("small/f", std::string(1 << 20, 'x')));
    const auto left = names(root("small"));
    const std::string now = folder.get("small/f");
    ASSERT_EQ(::umount(root("small").c_str()), 0);
    EXPECT_EQ(answer.status, Status::failed);
    EXPECT_NE(answer.message.find("No space left on device"), std::string::npos) << answer.message;
    EXPECT_EQ(now, "old");
    EXPECT_EQ(left.size(), 1U);
}

/// A child that writes the file and stops in the middle of its content; `ready` tells when.
pid_t start_writing(Context& context, const EnsureFile& operation) {
    std::array<int, 2> ready{};
    EXPECT_EQ(::pipe(ready.data()), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        context.fetch = [&ready](const task::Content&, const Sink& sink) {
            (void)sink("half of it");
            (void)!::write(ready[1], "x", 1);
            for (;;)
                ::pause();
            return supervise::Result<void>();
        };
        perform(context, operation);
        ::_exit(0);
    }
    char byte = 0;
    EXPECT_EQ(::read(ready[0], &byte, 1), 1);
    ::close(ready[0]);
    ::close(ready[1]);
    return child;
}

void end(pid_t child) {
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
}

// field.md G.2: half-written file
TEST_F(File, killed_in_the_middle_leaves_the_old_one_and_the_next_run_cleans_up) {
    folder.put("f", "old");
    end(start_writing(context, wanted("f", "half of it, and the other half")));
    EXPECT_EQ(folder.get("f"), "old");
    EXPECT_EQ(names(folder.path()).size(), 3U);  // f, state, and what the killed one left
    EXPECT_EQ(perform(context, wanted("f", "old", "0600")).status, Status::changed);
    EXPECT_EQ(names(folder.path()).size(), 2U);
}

TEST_F(File, that_another_agent_is_writing_is_left_to_it) {
    folder.put("f", "old");
    const pid_t child = start_writing(context, wanted("f", "half of it, and the other half"));
    const auto answer = perform(context, wanted("f", "new"));
    end(child);
    EXPECT_EQ(answer.status, Status::failed);
    EXPECT_NE(answer.message.find("another deployment is writing"), std::string::npos) << answer.message;
    EXPECT_EQ(perform(context, wanted("f", "new")).status, Status::changed);
}

}  // namespace
}  // namespace deployer::agent
