/// A daemon that answers what a test tells it to, and remembers what it was asked.
#pragma once

#include <map>
#include <memory>
#include <optional>
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
        const auto answer = answers.find(std::string(method));
        if (answer == answers.end()) {
            return fault(1, "UNKNOWN_METHOD");
        }
        return answer->second;
    }

    client::Answer<std::unique_ptr<client::LogStream>> follow(const std::string& path) override {
        followed.push_back(path);
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
};

}  // namespace supervise::fake
