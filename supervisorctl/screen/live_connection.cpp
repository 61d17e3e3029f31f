#include "supervisorctl/screen/live_connection.hpp"

#include <fmt/core.h>

#include "supervisorctl/error_text.hpp"

namespace supervise::ctl::screen {
namespace {

constexpr std::string_view feed_path = "/api/live";
constexpr std::chrono::seconds pause_before_retry{1};
/// The daemon says something every 17 seconds at the latest.
constexpr std::chrono::seconds longest_silence{40};

std::string reason_of(const client::Error& error) {
    return error.text.empty() ? words_of(error).text : error.text;
}

}  // namespace

client::Answer<std::vector<client::LiveProcess>> LiveConnection::proceed(bool readable, sys::MonoTime now) {
    client::Answer<std::vector<client::LiveProcess>> changes;
    if (stream_ == nullptr && now >= due_) {
        if (auto connected = connect(now); !connected) {
            changes = tl::unexpected(connected.error());
        }
    } else if (readable) {
        changes = take(now);
    } else if (stream_ != nullptr && now >= due_) {
        changes = client::failure(client::Error::Kind::timeout, 0,
                                  fmt::format("not a sign of life for {} seconds", longest_silence.count()));
    }
    if (!changes && ever_heard_) {
        if (changes.error().is_interrupted()) {
            return std::vector<client::LiveProcess>();  // it is tried again, if that is not the end
        }
        lose(reason_of(changes.error()), now);
        return std::vector<client::LiveProcess>();
    }
    return changes;
}

client::Answer<void> LiveConnection::connect(sys::MonoTime now) {
    auto remote = session_.remote();
    if (!remote) {
        return tl::unexpected(remote.error());
    }
    auto stream = remote->get().follow(std::string(feed_path));
    if (!stream) {
        return tl::unexpected(stream.error());
    }
    stream_ = std::move(*stream);
    events_ = {};
    due_ = now + longest_silence;
    return {};
}

client::Answer<std::vector<client::LiveProcess>> LiveConnection::take(sys::MonoTime now) {
    std::vector<client::LiveProcess> changes;
    client::Answer<void> taken;
    const auto on_event = [&](const client::ServerEvent& event) {
        auto applied = status_.apply(event, now);
        if (!applied) {
            taken = tl::unexpected(applied.error());
            return;
        }
        ever_heard_ = true;
        away_.reset();
        changes.insert(changes.end(), applied->begin(), applied->end());
    };
    const auto more = stream_->read([&](std::string_view bytes) {
        if (auto put = events_.put(bytes, on_event); !put) {
            taken = put;
        }
    });
    if (!more) {
        return tl::unexpected(more.error());
    }
    if (!taken) {
        return tl::unexpected(taken.error());
    }
    due_ = now + longest_silence;
    if (!*more) {
        if (!ever_heard_) {
            return client::failure(client::Error::Kind::closed, 0, "the feed ended at once");
        }
        lose("the daemon has ended it", now);
    }
    return changes;
}

void LiveConnection::lose(std::string reason, sys::MonoTime now) {
    stream_.reset();
    if (!away_) {
        lost_at_ = now;
    }
    away_ = std::move(reason);
    due_ = now + pause_before_retry;
}

}  // namespace supervise::ctl::screen
