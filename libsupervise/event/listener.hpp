/// One process of a listener pool: what it says is read as the protocol, and one event at a time is on its
/// way to it.
#pragma once

#include <optional>
#include <string_view>

#include "config/model.hpp"
#include "event/event.hpp"
#include "event/protocol.hpp"
#include "log/child_log.hpp"
#include "log/logger.hpp"
#include "process/process.hpp"
#include "sys/loop.hpp"

namespace supervise::event {

/// An event in one pool.
struct Delivery {
    EventPtr event;
    std::uint64_t pool_serial = 0;  ///< kept when it is sent again (EVT-022)
    unsigned rejections = 0;
};

class Listener final : public log::OutputObserver, private ProtocolReader::Sink {
public:
    /// Is told by the listeners of a pool.
    class Owner {
    public:
        virtual ~Owner() = default;
        /// It takes an event now, if its process is RUNNING.
        virtual void on_ready(Listener& listener) = 0;
        virtual void on_processed() = 0;
        virtual void on_rejected(Delivery delivery) = 0;
    };

    struct Surroundings {
        const config::ListenerConfig& config;
        sys::Loop& loop;
        log::Logger& logger;
        Owner& owner;
    };

    /// All references outlive it; its standard output is watched as long as it lives.
    Listener(process::Process& process, Surroundings around);
    ~Listener() override { process_.stdout_log().set_observer(nullptr); }
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    const process::Process& process() const { return process_; }
    ListenerState state() const { return state_; }
    /// Its place in the pool.
    std::size_t position() const { return position_; }
    void set_position(std::size_t position) { position_ = position; }
    /// RUNNING and READY (EVT-032).
    bool can_take() const {
        return state_ == ListenerState::ready && process_.state() == process::State::running;
    }

    /// Sends `text`, which is the delivery in its envelope. False, and nothing has changed: it has closed its
    /// standard input. Precondition: can_take().
    bool send(const Delivery& delivery, std::string_view text);

    /// Its process has come to `state`.
    void process_changed(process::State state);

private:
    void on_output(std::string_view bytes) override;
    void on_communication(std::string_view) override {}  // no capture here (LOG-057)
    ListenerState on_input(Input input, std::string_view line) override;

    void apply(Input input, std::string_view line = {});
    void change_state(ListenerState next);
    void look_at_deadline();
    void on_violation();

    process::Process& process_;
    Surroundings around_;
    std::size_t position_ = 0;
    ProtocolReader reader_;
    ListenerState state_ = ListenerState::acknowledged;
    std::optional<Delivery> delivery_;  ///< while BUSY
    sys::MonoTime sent_{};
    sys::Registration
        deadline_;  ///< made for one event and, as long as answers come in time, kept for others
};

}  // namespace supervise::event
