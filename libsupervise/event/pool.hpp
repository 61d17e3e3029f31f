/// A listener pool: the processes of an [eventlistener:x] and the events that wait for one of them (EVT-050
/// to EVT-056).
#pragma once

#include <array>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "event/bus.hpp"
#include "event/listener.hpp"
#include "process/groups.hpp"

namespace supervise::event {

/// What the pools of a daemon share.
struct PoolContext {
    Bus& bus;
    sys::Loop& loop;
    log::Logger& logger;
    const std::string& identifier;  ///< of the daemon, as it is now
};

class Pool final : public Subscriber, private Listener::Owner {
public:
    /// Subscribes. `group` has a listener configuration, and outlives the pool.
    Pool(process::Group& group, PoolContext context);
    ~Pool() override;
    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;

    void accept(const EventPtr& event) override;

    void process_changed(const process::Process& process, process::State state);
    /// It is about to be destroyed; it does not run.
    void process_leaves(const process::Process& process);

    // What is told about it.
    struct Counts {
        std::uint64_t accepted = 0, processed = 0, rejected = 0;
        std::array<std::uint64_t, config::event_kind_count> discarded{};  ///< by type
    };
    const std::string& name() const { return name_; }
    const config::ListenerConfig& config() const { return config_; }
    const Counts& counts() const { return counts_; }
    std::size_t waiting() const { return queue_.size() + rejected_.size(); }
    std::size_t waiting_bytes() const { return bytes_; }
    const std::vector<std::unique_ptr<Listener>>& listeners() const { return listeners_; }

private:
    void on_ready(Listener& listener) override;
    void on_processed() override { ++counts_.processed; }
    void on_rejected(Delivery delivery) override;

    void retry(std::uint64_t serial);
    void make_room(std::size_t size);
    Delivery take_oldest();
    void discard_oldest();
    void tell_discarded();
    void dispatch_soon();
    void dispatch();
    bool send(const Delivery& delivery);
    Listener* next_ready();

    std::string name_;
    config::ListenerConfig config_;
    PoolContext context_;
    std::vector<std::unique_ptr<Listener>> listeners_;  ///< in the order in which they get events
    std::unordered_map<const process::Process*, Listener*> by_process_;
    std::size_t first_ready_ = 0;  ///< no listener before this one can take an event

    /// One that has been rejected waits here; the others overtake it.
    struct Rejected {
        Delivery delivery;
        sys::Registration retry;
    };
    std::deque<Delivery> queue_;                  ///< the oldest first
    std::map<std::uint64_t, Rejected> rejected_;  ///< by pool serial: the oldest first
    std::size_t bytes_ = 0;                       ///< payloads in both
    std::uint64_t next_serial_ = 0;
    Counts counts_;
    /// While the buffer is full, since it was empty last: what the log is told at the end of it.
    std::array<std::uint64_t, config::event_kind_count> overflow_{};
    std::uint64_t overflowed_ = 0;

    bool dispatch_due_ = false;
    std::shared_ptr<char> alive_ = std::make_shared<char>();
};

}  // namespace supervise::event
