/// A session with a daemon that answers what it is told to: what a command prints and what status it leaves.
#pragma once

#include <gtest/gtest.h>

#include <cerrno>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "fake/remote.hpp"
#include "supervisorctl/session.hpp"

namespace supervise::ctl {

using client::Error;
using rpc::Array;
using rpc::Struct;
using rpc::Value;
using Answers = std::map<std::string, client::Answer<Value>>;

class ScriptedQuestions final : public Questions {
public:
    std::optional<std::string> ask(std::string_view prompt) override {
        prompts.emplace_back(prompt);
        asked_at = std::chrono::steady_clock::now();
        if (answers.empty()) {
            return std::nullopt;
        }
        auto answer = answers.front();
        answers.pop_front();
        return answer;
    }
    std::optional<std::string> ask_secret(std::string_view prompt) override { return ask(prompt); }
    bool has_ended() const override { return answers.empty() && !is_interrupted; }

    std::deque<std::string> answers;
    std::vector<std::string> prompts;
    bool is_interrupted = false;  ///< behind the last answer comes Ctrl-C
    sys::MonoTime asked_at{};     ///< the last one
};

/// A session whose every new connection leads to `remote`.
class Ctl {
public:
    explicit Ctl(Answers answers = {}, bool interactive = false, bool at_terminal = false)
        : remote_(std::make_shared<fake::Remote>()),
          out_(into(written_), at_terminal, at_terminal),
          session_({.server_url = "unix:///s.sock", .prompt = "supervisor", .interactive = interactive},
                   {input_, out_, errors_}, questions,
                   [this](const client::ServerUrl& url, std::optional<client::Credentials> credentials) {
                       connections.push_back(url.path + url.host);
                       used_credentials = std::move(credentials);
                       return std::make_unique<Shared>(remote_);
                   }) {
        for (auto& [method, answer] : answers) {
            remote_->answers.insert_or_assign(method, std::move(answer));
        }
    }

    /// Executes and gives what was printed.
    std::string operator()(std::string_view line) {
        written_.clear();
        session_.execute(line);
        return written_;
    }

    fake::Remote& remote() { return *remote_; }
    int status() const { return session_.status(); }
    const std::string& errors() const { return error_text_; }
    bool is_over() const { return session_.is_over(); }

    ScriptedQuestions questions;
    std::vector<std::string> connections;
    std::optional<client::Credentials> used_credentials;

private:
    struct Shared final : client::Remote {
        explicit Shared(std::shared_ptr<fake::Remote> r) : remote(std::move(r)) {}
        client::Answer<Value> call(std::string_view method, Array params) override {
            return remote->call(method, std::move(params));
        }
        client::Answer<std::unique_ptr<client::PendingCall>> begin(std::string_view method,
                                                                   Array params) override {
            return remote->begin(method, std::move(params));
        }
        void set_deadline(std::optional<sys::MonoTime> deadline) override { remote->set_deadline(deadline); }
        client::Answer<std::unique_ptr<client::LogStream>> follow(const std::string& path) override {
            return remote->follow(path);
        }
        std::shared_ptr<fake::Remote> remote;
    };

    static Output::Sink into(std::string& text) {
        return [&text](std::string_view bytes) {
            text += bytes;
            return Result<void>();
        };
    }

    std::shared_ptr<fake::Remote> remote_;
    std::string written_, error_text_;
    Lines input_{-1};
    Output out_;
    Output errors_{into(error_text_), false};
    Session session_;
};

inline client::Answer<Value> fault(int code, std::string text = "TEXT") {
    return fake::Remote::fault(code, std::move(text));
}

inline client::Answer<Value> system_error(int code) {
    return client::failure(Error::Kind::system, code, errno_text(code));
}

inline client::Answer<Value> http_status(int code, std::string reason) {
    return client::failure(Error::Kind::status, code, std::move(reason));
}

inline Value process(std::string group, std::string name, int state, std::string statename,
                     std::string description = "d", int pid = 0) {
    return Struct{{"group", std::move(group)},
                  {"name", std::move(name)},
                  {"state", state},
                  {"statename", std::move(statename)},
                  {"description", std::move(description)},
                  {"pid", pid}};
}

inline Value result(std::string group, std::string name, int status, std::string description = "OK") {
    return Struct{{"group", std::move(group)},
                  {"name", std::move(name)},
                  {"status", status},
                  {"description", std::move(description)}};
}

inline std::string without_place(std::string text) {
    const std::size_t file = text.find(": file: ");
    return file == std::string::npos ? text : text.substr(0, file);
}

struct Case {
    std::string line;
    Answers answers;
    std::string output;
    int status;
};

inline void check(const std::vector<Case>& cases) {
    for (const Case& c : cases) {
        Ctl ctl(c.answers);
        EXPECT_EQ(without_place(ctl(c.line)), c.output) << c.line;
        EXPECT_EQ(ctl.status(), c.status) << c.line;
    }
}

}  // namespace supervise::ctl
