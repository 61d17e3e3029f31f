/// Does what an order says, by the methods that XML-RPC clients call: so with their waits, their faults and
/// their lines in the log.
#pragma once

#include <functional>
#include <list>
#include <memory>
#include <string>
#include <vector>

#include "rpc/dispatcher.hpp"
#include "web/orders.hpp"

namespace supervise::web {

/// How it went for one process, or for what was named when it means none.
struct ActResult {
    std::string namespec;
    bool ok = false;
    std::string text;  ///< "started", "ERROR (spawn error)"
};
using ActResults = std::vector<ActResult>;

/// Results by group, or why the configuration cannot be read.
using Updated = tl::expected<ActResults, rpc::Fault>;

/// Orders that are being carried out. Each goes on to its end whoever waits for it: a restart whose browser
/// has been closed still starts what it has stopped.
struct Line;
class Acts {
public:
    explicit Acts(rpc::Dispatcher& dispatcher) : dispatcher_(dispatcher) {}
    Acts(const Acts&) = delete;
    Acts& operator=(const Acts&) = delete;

    /// `done` gets the results in the order of the names, once all have got where they were sent, in a turn
    /// of its own. A restart stops what runs and then starts. Dropping what is returned means that nobody
    /// waits for the results any more. Precondition: !full().
    [[nodiscard]] sys::Registration begin(const Order& order, rpc::Caller caller,
                                          std::function<void(ActResults)> done);

    /// Reads the configuration again and takes up what has changed, group by group: those that are gone or
    /// have changed are stopped and removed, those that are new or have changed are added.
    [[nodiscard]] sys::Registration begin_update(const UpdateOrder& order, rpc::Caller caller,
                                                 std::function<void(Updated)> done);

    /// limits::max_acts are under way.
    bool full() const;

private:
    class Work;

    sys::Registration begin_lines(std::vector<Line> lines, rpc::Caller caller,
                                  std::function<void(ActResults)> done);

    rpc::Dispatcher& dispatcher_;
    std::list<std::shared_ptr<Work>> works_;
};

}  // namespace supervise::web
