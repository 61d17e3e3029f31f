#include "supervisorctl/commands/act.hpp"

#include <algorithm>
#include <map>

#include <fmt/core.h>

#include "rpc/value.hpp"
#include "supervisorctl/arrivals.hpp"
#include "supervisorctl/commands/names.hpp"
#include "supervisorctl/limits.hpp"
#include "supervisorctl/namespec.hpp"

namespace supervise::ctl::commands {
namespace {

using client::ProcessResult;
using rpc::FaultCode;

constexpr int code(FaultCode fault) {
    return static_cast<int>(fault);
}

/// What is asked for one of the names.
struct Order {
    std::string label;  ///< how it is called in messages
    std::string group, process;
    enum class Kind { process, group, all } kind = Kind::process;
    Call call;
    bool is_answered = false;
};

struct UnfinishedWords {
    std::string_view on_its_way, not_begun;
};

UnfinishedWords unfinished_words(Action action) {
    switch (action) {
    case Action::start:
        return {"still starting", "not started"};
    case Action::stop:
        return {"still stopping", "not stopped"};
    case Action::signal:
        return {"no answer", "not signalled"};
    case Action::clear:
        return {"no answer", "not cleared"};
    }
    return {};
}

class Act {
public:
    Act(Session& session, const Control& control, Pace pace)
        : session_(session), control_(control), pace_(pace) {}

    client::Answer<WaitEnd> run(std::span<const std::string> names, const sys::Interrupt& interrupt) {
        if (auto made = make_orders(names); !made) {
            return tl::unexpected(made.error());
        }
        auto remote = session_.remote();
        if (!remote) {
            return tl::unexpected(remote.error());
        }
        const Patience patience{.interrupt = interrupt.fd(), .deadline = session_.deadline()};
        auto end = call(*remote, patience);
        if (end && *end == WaitEnd::arrived && !begun_.empty()) {
            end = watch(patience);
        }
        set_status();
        if (error_) {
            return tl::unexpected(std::move(*error_));
        }
        if (end && *end != WaitEnd::arrived) {
            print_unfinished(*end);
        }
        return end;
    }

private:
    /// Each call that waits in the daemon holds a connection. Where there are more names than there should be
    /// connections, the calls only begin things, and a look at all processes tells when they have arrived.
    bool only_begins() const {
        return control_.can_wait && pace_ == Pace::together && orders_.size() > limits::calls_at_once;
    }

    client::Answer<void> make_orders(std::span<const std::string> names) {
        if (names_all(names)) {
            add({.label = "all", .kind = Order::Kind::all, .call = {control_.all, {}}});
            return {};
        }
        for (const std::string& name : names) {
            const Namespec spec = Namespec::parse(name);
            if (spec.process) {
                add_process(name, spec.group, *spec.process);
            } else if (!control_.group.empty()) {
                add({.label = spec.group + ":*",
                     .group = spec.group,
                     .kind = Order::Kind::group,
                     .call = {control_.group, {spec.group}}});
            } else if (auto added = add_members(spec.group); !added) {
                return added;
            }
        }
        return {};
    }

    void add(Order order) {
        rpc::Array& params = order.call.params;
        params.insert(params.end(), control_.more.begin(), control_.more.end());
        orders_.push_back(std::move(order));
    }

    void add_process(const std::string& name, const std::string& group, const std::string& process) {
        add({.label = show_namespec(group, process),
             .group = group,
             .process = process,
             .call = {control_.one, {name}}});
    }

    client::Answer<void> add_members(const std::string& group) {
        auto server = session_.server();
        if (!server) {
            return tl::unexpected(server.error());
        }
        const auto processes = server->all_processes();
        if (!processes) {
            return tl::unexpected(processes.error());
        }
        const std::size_t before = orders_.size();
        for (const client::ProcessInfo& process : *processes) {
            if (process.group == group) {
                add_process(fmt::format("{}:{}", group, process.name), group, process.name);
            }
        }
        if (orders_.size() == before) {
            print_unknown_group(before, group);
        }
        return {};
    }

    client::Answer<WaitEnd> call(client::Remote& remote, const Patience& patience) {
        std::vector<Call> calls;
        calls.reserve(orders_.size());
        for (Order& order : orders_) {
            calls.push_back(std::move(order.call));
            if (only_begins()) {
                calls.back().params.emplace_back(false);
            }
        }
        return run_calls(remote, calls, calls_at_once(), patience,
                         [this](std::size_t index, const client::Answer<rpc::Value>& answer) {
                             orders_[index].is_answered = true;
                             if (const auto taken = take(index, answer); !taken) {
                                 keep(index, taken.error());
                             }
                             session_.out().flush();
                             return !error_;
                         });
    }

    std::size_t calls_at_once() const { return pace_ == Pace::one_by_one ? 1 : limits::calls_at_once; }

    client::Answer<void> take(std::size_t index, const client::Answer<rpc::Value>& answer) {
        const Order& order = orders_[index];
        if (order.kind == Order::Kind::process) {
            return take_one(index, answer);
        }
        const auto results = client::process_results(answer);
        if (!results && order.kind == Order::Kind::group &&
            results.error().is_fault(code(FaultCode::bad_name))) {
            print_unknown_group(index, order.group);
            return {};
        }
        if (!results) {
            return tl::unexpected(results.error());
        }
        Place place{index, 0};
        for (const ProcessResult& result : *results) {
            ++place.second;
            if (auto taken = take_result(place, result); !taken) {
                return taken;
            }
        }
        return {};
    }

    client::Answer<void> take_one(std::size_t index, const client::Answer<rpc::Value>& answer) {
        const Order& order = orders_[index];
        ProcessResult result{order.group, order.process, code(FaultCode::success), {}};
        if (!answer) {
            if (answer.error().kind != client::Error::Kind::fault) {
                return tl::unexpected(answer.error());
            }
            result.status = answer.error().code;
            result.description = answer.error().text;
        }
        return take_result({index, 1}, result);
    }

    client::Answer<void> take_result(Place place, const ProcessResult& result) {
        if (only_begins() && result.status == code(FaultCode::success)) {
            begun_.push_back({result.group, result.name, place});
            return {};
        }
        return print(place, result);
    }

    client::Answer<WaitEnd> watch(const Patience& patience) {
        auto server = session_.server();
        if (!server) {
            return tl::unexpected(server.error());
        }
        return await_arrivals(*server, control_.action, begun_, patience,
                              [this](Place place, const ProcessResult& result) {
                                  if (const auto printed = print(place, result); !printed) {
                                      keep(orders_.size(), printed.error());
                                  }
                                  session_.out().flush();
                                  return !error_;
                              });
    }

    client::Answer<void> print(Place place, const ProcessResult& result) {
        const auto text = result_text(control_.action, result);
        if (!text) {
            return tl::unexpected(text.error());
        }
        session_.out().line(*text);
        if (const auto status = result_status(result, control_.ignored_fault)) {
            statuses_.insert_or_assign(place, *status);
        }
        return {};
    }

    /// `index`: of its order, or of the one that would be the next.
    void print_unknown_group(std::size_t index, const std::string& group) {
        session_.out().line(fmt::format("{}: ERROR (no such group)", group));
        statuses_.insert_or_assign({index, 0}, control_.unknown_group_status);
    }

    /// The last one decides (CTL-001), as they were asked for and not as the answers happened to come.
    void set_status() {
        if (!statuses_.empty()) {
            session_.set_status(statuses_.rbegin()->second);
        }
    }

    /// An error that the command has no words for is its outcome, once all that was asked has been answered;
    /// of several, that of the first name.
    void keep(std::size_t index, const client::Error& error) {
        if (!error_ || index < error_index_) {
            error_ = error;
            error_index_ = index;
        }
    }

    void print_unfinished(WaitEnd end) {
        Output& out = session_.out();
        if (end == WaitEnd::interrupted) {
            out.line("");  // behind the ^C of the terminal
            out.line("Interrupted. What supervisord has been asked for goes on:");
            session_.set_status(exit_status::interrupted);
        } else {
            out.line(fmt::format("Not done after {}. What supervisord has been asked for goes on:",
                                 session_.limit_text()));
            session_.set_status(exit_status::timed_out);
        }
        const UnfinishedWords words = unfinished_words(control_.action);
        for (const Arrival& arrival : begun_) {
            out.line(
                fmt::format("{}: ERROR ({})", show_namespec(arrival.group, arrival.name), words.on_its_way));
        }
        // They are sent in their order, so those behind the ones that can be on their way have not been.
        std::size_t on_its_way = calls_at_once();
        for (const Order& order : orders_) {
            if (!order.is_answered) {
                out.line(fmt::format("{}: ERROR ({})", order.label,
                                     on_its_way > 0 ? words.on_its_way : words.not_begun));
                on_its_way -= on_its_way > 0 ? 1 : 0;
            }
        }
    }

    Session& session_;
    const Control& control_;
    Pace pace_;
    std::vector<Order> orders_;
    std::vector<Arrival> begun_;
    std::map<Place, int> statuses_;  ///< of what went wrong
    std::optional<client::Error> error_;
    std::size_t error_index_ = 0;
};

}  // namespace

client::Answer<WaitEnd> act(Session& session, const Control& control, std::span<const std::string> names,
                            Pace pace, const sys::Interrupt& interrupt) {
    return Act(session, control, pace).run(names, interrupt);
}

}  // namespace supervise::ctl::commands
