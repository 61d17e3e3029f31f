/// Everything an operation works with: a fake host, a real temporary folder.
#pragma once

#include <filesystem>

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "agent/operations.hpp"
#include "fake/temp_folder.hpp"
#include "fake_host.hpp"
#include "task/content.hpp"

namespace deployer::agent::fake {

class Workplace : public ::testing::Test {
protected:
    Workplace() { std::filesystem::create_directory(root("state").c_str()); }

    std::string root(const std::string& name) const { return folder / name; }

    /// A content the deployer has.
    task::Content content(const std::string& bytes) { return contents.add(bytes); }

    supervise::Result<void> fetch(const task::Content& wanted, const Sink& sink) {
        ++fetched;
        const auto* held = contents.find(wanted.sha256);
        if (held == nullptr)
            return supervise::fail("the content did not arrive whole");
        // In two pieces, as a long one would come.
        const std::string_view bytes = *held->bytes;
        if (auto taken = sink(bytes.substr(0, bytes.size() / 2)); !taken)
            return taken;
        return sink(bytes.substr(bytes.size() / 2));
    }

    static struct stat status(const std::string& path) {
        struct stat result = {};
        EXPECT_EQ(::lstat(path.c_str(), &result), 0) << path;
        return result;
    }
    static unsigned mode(const std::string& path) { return status(path).st_mode & 07777; }

    std::vector<std::string> names(const std::string& path) const {
        std::vector<std::string> result;
        for (const auto& entry : std::filesystem::directory_iterator(path))
            result.push_back(entry.path().filename());
        return result;
    }

    const supervise::fake::TempFolder folder;
    task::Contents contents;
    int fetched = 0;
    FakeHost host;
    Accounts accounts{host};
    StateFolder state{folder / "state"};
    Ledger ledger{state};
    Context context{host,
                    accounts,
                    ledger,
                    state,
                    [this](const task::Content& wanted, const Sink& sink) { return fetch(wanted, sink); },
                    {},
                    {},
                    {}};
};

inline bool is_root() {
    return ::geteuid() == 0;
}

/// Of the fake host's user tsup.
inline constexpr unsigned tsup = 54321;

}  // namespace deployer::agent::fake

#define NEEDS_ROOT()                                                                                         \
    if (!::deployer::agent::fake::is_root())                                                                 \
    GTEST_SKIP() << "only root can do this"
