/// A host made of this machine: a home in a folder of its own, and the agent of agent.py.
#pragma once

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fake/temp_folder.hpp"
#include "transport/session.hpp"

namespace deployer::transport {

using testing::HasSubstr;

struct Scene : testing::Test {
    supervise::fake::TempFolder folder;
    std::string home = folder / "home";
    task::Contents contents;

    Scene() { std::filesystem::create_directory(home); }

    static task::Request read(std::string path, bool may_fail = false) {
        return {task::ReadFile{.path = std::move(path)}, may_fail};
    }
    static task::Request file(task::Content content) {
        task::EnsureFile operation;
        operation.path = "/x";
        operation.content = std::move(content);
        return {operation};
    }

    /// Answers as "status:value:message", in the order in which they came.
    supervise::Result<std::vector<std::string>> run(Session& session, std::vector<task::Request> requests) {
        std::vector<std::string> answers;
        const auto done = session.run(requests, contents, [&](std::size_t index, const task::Answer& answer) {
            EXPECT_EQ(index, answers.size());
            constexpr const char* names[] = {"ok", "changed", "failed"};
            answers.push_back(std::string(names[static_cast<int>(answer.status)]) + ":" + answer.value + ":" +
                              answer.message);
        });
        if (!done)
            return tl::unexpected(done.error());
        return answers;
    }

    std::vector<std::string> kept() const {
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(home + "/.hadeploy"))
            names.push_back(entry.path().filename());
        std::sort(names.begin(), names.end());
        return names;
    }
};

}  // namespace deployer::transport
