#include "event/listener.hpp"

#include <limits>

#include "config/text.hpp"
#include "log/bytes_repr.hpp"

namespace supervise::event {

namespace {

/// On one line, whatever the listener has printed.
std::string shown(std::string_view line) {
    if (config::utf8_fault(line))
        return "Undecodable: " + log::bytes_repr(line);
    const std::string quoted = config::python_repr(line);
    return quoted.substr(1, quoted.size() - 2);
}

}  // namespace

Listener::Listener(process::Process& process, Surroundings around) : process_(process), around_(around) {
    process_.stdout_log().set_observer(this);
}

bool Listener::send(const Delivery& delivery, std::string_view text) {
    // One event is on its way at a time, so what waits is bounded by the size of an event.
    const auto outcome = process_.write_stdin(text, std::numeric_limits<std::size_t>::max());
    if (outcome != process::StdinBuffer::Outcome::queued)
        return false;
    delivery_ = delivery;
    apply(Input::event_sent);
    if (around_.config.result_timeout > 0) {
        sent_ = around_.loop.clock().mono();
        if (!deadline_)
            look_at_deadline();
    }
    return true;
}

void Listener::process_changed(process::State state) {
    using process::State;
    switch (state) {
    case State::starting:
        reader_.reset();
        return apply(Input::started);
    case State::running:
        if (state_ == ListenerState::ready)
            around_.owner.on_ready(*this);
        return;
    case State::stopping:
    case State::unknown:
        return;  // it is there, and may still answer
    case State::stopped:
    case State::backoff:
    case State::exited:
    case State::fatal:
        reader_.reset();
        return apply(Input::ended);
    }
}

void Listener::on_output(std::string_view bytes) {
    const ListenerState before = state_;
    reader_.feed(bytes, state_, *this);
    // Not before all is read: what follows READY breaks the protocol (EVT-031).
    if (state_ == ListenerState::ready && before != ListenerState::ready)
        around_.owner.on_ready(*this);
}

ListenerState Listener::on_input(Input input, std::string_view line) {
    apply(input, line);
    return state_;
}

void Listener::apply(Input input, std::string_view line) {
    using enum Action;
    const Step decided = step(state_, input);
    log::Logger& logger = around_.logger;
    if (decided.actions.has(report_impossible))
        return logger.warn("{}: an input of kind {} makes no sense in state {} and was ignored",
                           process_.name(), static_cast<int>(input), listener_state_name(state_));
    if (input == Input::result_ok)
        logger.debug("{}: event was processed", process_.name());
    else if (input == Input::result_fail)
        logger.warn("{}: event was rejected", process_.name());
    else if (input == Input::bad_line)
        logger.warn("{}: bad result line: '{}'", process_.name(), shown(line));
    else if (input == Input::timed_out)
        logger.warn("{}: has not answered event {} within {} seconds (result_timeout)", process_.name(),
                    delivery_->event->serial, around_.config.result_timeout);

    if (input == Input::event_sent || input == Input::started || input == Input::ended)
        state_ = decided.next;
    else
        change_state(decided.next);
    if (decided.actions.has(processed)) {
        delivery_.reset();
        around_.owner.on_processed();
    }
    if (decided.actions.has(rejected)) {
        Delivery delivery = std::move(*delivery_);
        delivery_.reset();
        around_.owner.on_rejected(std::move(delivery));
    }
    if (decided.actions.has(violated))
        on_violation();
}

void Listener::change_state(ListenerState next) {
    around_.logger.debug("{}: {} -> {}", process_.name(), listener_state_name(state_),
                         listener_state_name(next));
    state_ = next;
    if (next == ListenerState::unknown)
        around_.logger.warn("{}: has entered the UNKNOWN state and will no longer receive events, this "
                            "usually indicates the process violated the eventlistener protocol",
                            process_.name());
}

void Listener::on_violation() {
    using process::State;
    // One that is being stopped, or has ended and left last words, is on its way already.
    const bool starts = process_.state() == State::starting;
    if (around_.config.on_violation != config::ListenerConfig::OnViolation::restart || process_.pid() == 0 ||
        !(starts || process_.state() == State::running))
        return;
    if (!starts && process_.config().autorestart == config::Autorestart::never)
        return around_.logger.warn(
            "'{}' ({}) is left alone all the same: with autorestart=false nothing would "
            "start it again (on_violation)",
            process_.name(), process_.pid());
    around_.logger.warn("killing '{}' ({}) with SIGKILL because of that; it is started again as after a "
                        "crash (on_violation)",
                        process_.name(), process_.pid());
    process_.kill();
}

/// A timer costs more than an answer, so there is one for many events, which looks at the time of the last.
void Listener::look_at_deadline() {
    deadline_.reset();
    if (state_ != ListenerState::busy)
        return;
    const sys::MonoTime due = sent_ + std::chrono::seconds(around_.config.result_timeout);
    if (around_.loop.clock().mono() >= due)
        return apply(Input::timed_out);
    deadline_ = around_.loop.at(due, [this] { look_at_deadline(); });
}

}  // namespace supervise::event
