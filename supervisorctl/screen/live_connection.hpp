/// A daemon's live feed that is followed through restarts: when it breaks off, it is tried again.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client/event_stream.hpp"
#include "client/live_status.hpp"
#include "supervisorctl/session.hpp"
#include "sys/clock.hpp"

namespace supervise::ctl::screen {

class LiveConnection {
public:
    explicit LiveConnection(Session& session) : session_(session) {}

    /// What has been heard so far; kept while there is no connection.
    const client::LiveStatus& status() const { return status_; }
    bool has_heard() const { return ever_heard_; }
    /// Why there is no connection now.
    const std::optional<std::string>& away() const { return away_; }

    /// Up to when status() was true: now, or when the connection was lost.
    sys::MonoTime known_until(sys::MonoTime now) const { return away_ ? lost_at_ : now; }

    /// To be waited for with read(); -1 while there is no connection.
    int fd() const { return stream_ != nullptr ? stream_->fd() : -1; }
    /// When proceed() has something to do although nothing has come.
    sys::MonoTime due() const { return due_; }

    /// Takes what has come, connects when it is time to, notices a silence. Gives the processes whose state
    /// has changed. The error: there never was a connection, so it is of no use to wait. A signal that ends
    /// connecting is left to whoever waits for it.
    client::Answer<std::vector<client::LiveProcess>> proceed(bool readable, sys::MonoTime now);

private:
    client::Answer<void> connect(sys::MonoTime now);
    client::Answer<std::vector<client::LiveProcess>> take(sys::MonoTime now);
    void lose(std::string reason, sys::MonoTime now);

    Session& session_;
    std::unique_ptr<client::LogStream> stream_;
    client::EventStream events_;
    client::LiveStatus status_;
    bool ever_heard_ = false;
    std::optional<std::string> away_;
    sys::MonoTime lost_at_{};
    sys::MonoTime due_{};
};

}  // namespace supervise::ctl::screen
