/// A daemon somewhere else, as the commands see it. `client/http_remote` is the real one; tests play their
/// own.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "client/error.hpp"
#include "rpc/value.hpp"
#include "sys/clock.hpp"

namespace supervise::client {

/// A log that is sent on as it grows.
class LogStream {
public:
    using Sink = std::function<void(std::string_view)>;

    virtual ~LogStream() = default;
    /// Readable when there is something to read.
    virtual int fd() const = 0;
    /// Gives the sink what has arrived, without waiting. False when the server has ended the stream.
    virtual Answer<bool> read(const Sink& sink) = 0;
};

/// A call that has been sent. Dropping it gives up the answer; what was asked for goes on.
class PendingCall {
public:
    virtual ~PendingCall() = default;
    /// Readable when there is something to read.
    virtual int fd() const = 0;
    /// Takes what has arrived, without waiting. Nothing as long as the answer is incomplete; not to be called
    /// again once it was complete or an error.
    virtual Answer<std::optional<rpc::Value>> read() = 0;
};

class Remote {
public:
    virtual ~Remote() = default;

    /// Calls a method and waits for its answer.
    virtual Answer<rpc::Value> call(std::string_view method, rpc::Array params) = 0;

    /// Sends a call and leaves the waiting to the caller. Each call that is on its way has a connection of
    /// its own: bound their number.
    virtual Answer<std::unique_ptr<PendingCall>> begin(std::string_view method, rpc::Array params) = 0;

    /// From now on call(), begin() and follow() fail with a timeout when they are not done by then. None: no
    /// such limit.
    virtual void set_deadline(std::optional<sys::MonoTime> deadline) = 0;

    /// Asks for a stream: "/mainlogtail", "/logtail/NAME/stdout". That the server refuses shows when it is
    /// read.
    virtual Answer<std::unique_ptr<LogStream>> follow(const std::string& path) = 0;
};

}  // namespace supervise::client
