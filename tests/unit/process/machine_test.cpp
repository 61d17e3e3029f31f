#include "process/machine.hpp"

#include <gtest/gtest.h>

namespace supervise::process {
namespace {

constexpr std::array all_states{State::stopped,  State::starting, State::running, State::backoff,
                                State::stopping, State::exited,   State::fatal,   State::unknown};
constexpr Facts none{};

bool leaves_a_trace(const Step& decided, State from) {
    return decided.next != from || !(decided.actions == Actions{});
}

// field.md B.1 "kill/exit race": the machine is total; whatever comes, it answers, and nothing ends the
// daemon.
TEST(Machine, every_state_answers_every_event) {
    for (const State state : all_states)
        for (int event = 0; event < event_count; ++event)
            for (int bits = 0; bits < 16; ++bits) {
                const Facts facts{(bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0};
                const Step decided = step(state, static_cast<Event>(event), facts);
                const bool shutdown_under_way =
                    state == State::stopping && static_cast<Event>(event) == Event::shutdown_asked;
                EXPECT_TRUE(leaves_a_trace(decided, state) || shutdown_under_way)
                    << state_name(state) << " event " << event;
                EXPECT_EQ(decided.next != state || decided.actions.has(Action::spawn),
                          decided.actions.has(Action::change_state))
                    << state_name(state) << " event " << event;
                if (decided.actions.has(Action::change_state)) {
                    EXPECT_TRUE(decided.actions.has(Action::drop_timer))
                        << state_name(state) << " event " << event;
                }
            }
}

struct Row {
    State from;
    Event event;
    Facts facts;
    State next;
    State through;
};

// What each state does with the events that can come in it. Every other pair must be reported as impossible
// or refused: see the tests below.
const Row rows[] = {
    {State::stopped, Event::start_asked, none, State::starting, State::starting},
    {State::fatal, Event::start_asked, none, State::starting, State::starting},  // PROC-010
    {State::exited, Event::start_asked, none, State::starting, State::starting},
    {State::exited, Event::restart_due, none, State::starting, State::starting},  // PROC-007
    {State::exited, Event::stop_asked, {.restart_pending = true}, State::stopped, State::stopped},
    {State::exited, Event::shutdown_asked, {.restart_pending = true}, State::stopped, State::stopped},
    {State::starting, Event::spawned, none, State::starting, State::starting},
    {State::starting, Event::stayed_up, none, State::running, State::running},  // PROC-002
    {State::starting,
     Event::spawn_failed,
     {.retries_left = true},
     State::backoff,
     State::backoff},  // PROC-011
    {State::starting, Event::spawn_failed, none, State::fatal, State::backoff},
    {State::starting,
     Event::exited_too_soon,
     {.retries_left = true},
     State::backoff,
     State::backoff},                                                                // PROC-004
    {State::starting, Event::exited_too_soon, none, State::fatal, State::backoff},   // PROC-009
    {State::starting, Event::exited_expected, none, State::exited, State::running},  // PROC-005
    {State::starting, Event::exited_unexpected, none, State::exited, State::running},
    {State::starting, Event::stop_asked, none, State::stopping, State::stopping},
    {State::starting, Event::shutdown_asked, none, State::stopping, State::stopping},
    {State::running, Event::exited_too_soon, none, State::exited, State::exited},
    {State::running, Event::exited_expected, none, State::exited, State::exited},
    {State::running, Event::exited_unexpected, none, State::exited, State::exited},
    {State::running, Event::exited_unexpected, {.restarts = true}, State::exited, State::exited},
    {State::running, Event::exited_unexpected, {.restart_limit = true}, State::fatal, State::exited},
    {State::running, Event::stop_asked, none, State::stopping, State::stopping},  // PROC-020
    {State::running, Event::shutdown_asked, none, State::stopping, State::stopping},
    {State::backoff, Event::retry_due, none, State::starting, State::starting},
    {State::backoff, Event::stop_asked, none, State::stopped, State::stopped},  // PROC-025
    {State::backoff, Event::shutdown_asked, none, State::fatal, State::fatal},  // DAEMON-072
    {State::stopping, Event::exited_too_soon, none, State::stopped, State::stopped},
    {State::stopping, Event::exited_expected, none, State::stopped, State::stopped},  // PROC-021
    {State::stopping, Event::exited_unexpected, none, State::stopped, State::stopped},
    {State::stopping, Event::stop_step_due, none, State::stopping, State::stopping},  // PROC-022
    {State::stopping, Event::shutdown_asked, none, State::stopping, State::stopping},
    {State::stopping, Event::kill_failed, none, State::unknown, State::unknown},  // PROC-027
    {State::unknown, Event::exited_too_soon, none, State::stopped, State::stopped},
    {State::unknown, Event::exited_expected, none, State::stopped, State::stopped},
    {State::unknown, Event::exited_unexpected, none, State::stopped, State::stopped},
};

TEST(Machine, transitions) {
    for (const Row& row : rows) {
        const Step decided = step(row.from, row.event, row.facts);
        EXPECT_EQ(decided.next, row.next) << state_name(row.from) << " event " << static_cast<int>(row.event);
        EXPECT_EQ(decided.through, row.through)
            << state_name(row.from) << " event " << static_cast<int>(row.event);
        EXPECT_FALSE(decided.actions.has(Action::report_impossible))
            << state_name(row.from) << " event " << static_cast<int>(row.event);
    }
}

TEST(Machine, whatever_is_not_a_transition_is_refused_or_reported_and_stays) {
    for (const State state : all_states)
        for (int kind = 0; kind < event_count; ++kind) {
            const Event event = static_cast<Event>(kind);
            const bool listed = std::any_of(std::begin(rows), std::end(rows), [&](const Row& row) {
                return row.from == state && row.event == event;
            });
            if (listed)
                continue;
            const Step decided = step(state, event, none);
            EXPECT_EQ(decided.next, state);
            const bool refused =
                decided.actions.has(Action::refuse_active) || decided.actions.has(Action::refuse_stopping) ||
                decided.actions.has(Action::refuse_unknown) || decided.actions.has(Action::refuse_stopped);
            const bool request =
                event == Event::start_asked || event == Event::stop_asked || event == Event::shutdown_asked;
            EXPECT_EQ(refused, request) << state_name(state) << " event " << kind;
            EXPECT_EQ(decided.actions.has(Action::report_impossible), !request)
                << state_name(state) << " event " << kind;
        }
}

// PROC-013
TEST(Machine, start_is_refused_while_active) {
    for (const State state : {State::starting, State::running, State::backoff})
        EXPECT_TRUE(step(state, Event::start_asked, none).actions.has(Action::refuse_active));
    EXPECT_TRUE(step(State::stopping, Event::start_asked, none).actions.has(Action::refuse_stopping));
    EXPECT_TRUE(step(State::unknown, Event::start_asked, none).actions.has(Action::refuse_unknown));
}

// RPC-038: STOPPING counts as not running.
TEST(Machine, stop_is_refused_when_nothing_runs) {
    for (const State state : {State::stopped, State::exited, State::fatal, State::stopping, State::unknown})
        EXPECT_TRUE(step(state, Event::stop_asked, none).actions.has(Action::refuse_stopped))
            << state_name(state);
}

// PROC-012: running, giving up and a normal exit clear the count of retries; stopping does not.
TEST(Machine, retries_are_forgotten_on_success_and_on_giving_up) {
    EXPECT_TRUE(step(State::starting, Event::stayed_up, none).actions.has(Action::forget_retries));
    EXPECT_TRUE(step(State::starting, Event::exited_too_soon, none).actions.has(Action::forget_retries));
    EXPECT_TRUE(step(State::running, Event::exited_expected, none).actions.has(Action::forget_retries));
    EXPECT_FALSE(step(State::backoff, Event::stop_asked, none).actions.has(Action::forget_retries));
    EXPECT_FALSE(step(State::starting, Event::stop_asked, none).actions.has(Action::forget_retries));
    EXPECT_FALSE(step(State::stopping, Event::exited_expected, none).actions.has(Action::forget_retries));
}

}  // namespace
}  // namespace supervise::process
