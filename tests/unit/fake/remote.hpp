/// A daemon that answers what a test tells it to, and remembers what it was asked.
#pragma once

#include <algorithm>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "client/remote.hpp"
#include "sys/fd.hpp"

namespace supervise::fake {

/// A log of pieces that have all arrived. Without an error it ends after the last.
class LogStream final : public client::LogStream {
public:
    explicit LogStream(std::vector<std::string> pieces)
        : pieces_(std::move(pieces)), pipe_(*sys::make_pipe()) {
        pipe_.write_end.reset();  // always readable
    }

    int fd() const override { return pipe_.read_end.get(); }
    client::Answer<bool> read(const Sink& sink) override {
        if (next_ == pieces_.size()) {
            return false;
        }
        sink(pieces_[next_++]);
        return true;
    }

private:
    std::vector<std::string> pieces_;
    std::size_t next_ = 0;
    sys::Pipe pipe_;
};

class Remote final : public client::Remote {
public:
    client::Answer<rpc::Value> call(std::string_view method, rpc::Array params) override {
        calls.emplace_back(std::string(method), std::move(params));
        auto& in_turn = answers_in_turn[std::string(method)];
        if (!in_turn.empty()) {
            auto answer = std::move(in_turn.front());
            in_turn.pop_front();
            return answer;
        }
        const auto answer = answers.find(std::string(method));
        if (answer == answers.end()) {
            return fault(1, "UNKNOWN_METHOD");
        }
        return answer->second;
    }

    client::Answer<std::unique_ptr<client::PendingCall>> begin(std::string_view method,
                                                               rpc::Array params) override {
        const auto* first = params.empty() ? nullptr : params.front().get_if<std::string>();
        const std::string name = first != nullptr ? *first : "";
        auto pipe = *sys::make_pipe();
        const bool is_quick = !slow.contains(name) && !silent.contains(name);
        if (is_quick) {
            ++quick_calls_;
            pipe.write_end.reset();  // readable
        } else {
            (slow.contains(name) ? slow_ends_ : silent_ends_).push_back(std::move(pipe.write_end));
        }
        most_at_once = std::max(most_at_once, ++at_once_);
        return std::make_unique<PendingCall>(*this, call(method, std::move(params)), std::move(pipe.read_end),
                                             is_quick);
    }

    void set_deadline(std::optional<sys::MonoTime> new_deadline) override { deadline = new_deadline; }

    client::Answer<std::unique_ptr<client::LogStream>> follow(const std::string& path) override {
        followed.push_back(path);
        calls_before_stream = calls.size();
        if (stream_error) {
            return tl::unexpected(*stream_error);
        }
        return std::make_unique<LogStream>(stream_pieces);
    }

    static tl::unexpected<client::Error> fault(int code, std::string text) {
        return client::failure(client::Error::Kind::fault, code, std::move(text));
    }

    std::map<std::string, client::Answer<rpc::Value>> answers{{"supervisor.getVersion", rpc::Value("3.0")}};
    std::vector<std::pair<std::string, rpc::Array>> calls;
    std::vector<std::string> stream_pieces;
    std::optional<client::Error> stream_error;
    std::vector<std::string> followed;
    std::size_t calls_before_stream = 0;  ///< when the last one was asked for

    /// Of several answers of a method, the next one each time; then the one of `answers`.
    std::map<std::string, std::deque<client::Answer<rpc::Value>>> answers_in_turn;
    /// Calls whose first parameter is one of these are answered when no quick call is left, or never.
    std::set<std::string> slow, silent;
    int most_at_once = 0;
    std::optional<sys::MonoTime> deadline;

private:
    class PendingCall final : public client::PendingCall {
    public:
        PendingCall(Remote& remote, client::Answer<rpc::Value> answer, sys::Fd fd, bool is_quick)
            : remote_(remote), answer_(std::move(answer)), fd_(std::move(fd)), is_quick_(is_quick) {}

        int fd() const override { return fd_.get(); }
        client::Answer<std::optional<rpc::Value>> read() override {
            --remote_.at_once_;
            if (is_quick_ && --remote_.quick_calls_ == 0) {
                remote_.slow_ends_.clear();
            }
            if (!answer_) {
                return tl::unexpected(answer_.error());
            }
            return std::optional(*answer_);
        }

    private:
        Remote& remote_;
        client::Answer<rpc::Value> answer_;
        sys::Fd fd_;
        bool is_quick_;
    };

    int quick_calls_ = 0, at_once_ = 0;
    std::vector<sys::Fd> slow_ends_, silent_ends_;
};

}  // namespace supervise::fake
