#include "rpc/dispatcher.hpp"
#include "rpc/limits.hpp"
#include "rpc/system_methods.hpp"

namespace supervise::rpc {
namespace {

/// Calls made before the loop looks at others.
constexpr int calls_per_turn = 16;

Value fault_value(const Fault& fault) {
    return Struct{{"faultCode", fault.code}, {"faultString", fault.text}};
}

/// <value><string></string></value> and the like.
constexpr std::size_t tags = 32;

/// What a value adds to a reply, about.
std::size_t weight(const Value& value) {
    if (const auto* encoded = value.get_if<Encoded>())
        return encoded->xml().size();
    if (const auto* text = value.get_if<std::string>())
        return tags + text->size();
    std::size_t sum = tags;
    if (const auto* array = value.get_if<Array>())
        for (const Value& element : *array)
            sum += weight(element);
    if (const auto* members = value.get_if<Struct>())
        for (const auto& [name, member] : *members)
            sum += tags + name.size() + weight(member);
    return sum;
}

class Multicall : public std::enable_shared_from_this<Multicall> {
public:
    Multicall(Dispatcher& dispatcher, Caller caller, Array calls, Reply reply)
        : dispatcher_(dispatcher),
          caller_(std::move(caller)),
          calls_(std::move(calls)),
          reply_(std::move(reply)) {
        results_.reserve(calls_.size());
    }

    /// Goes on until a call waits, its turn is over, or all is done.
    void run() {
        for (int i = 0; i < calls_per_turn; ++i) {
            if (results_.size() == calls_.size())
                return finish();
            if (!make_call(calls_[results_.size()]))
                return;
        }
        run_soon();
    }

private:
    /// True when its outcome is there.
    bool make_call(const Value& call);
    void on_outcome(Outcome outcome);
    void run_soon();
    void finish();

    Dispatcher& dispatcher_;
    Caller caller_;
    Array calls_;
    Array results_;
    std::size_t weight_ = 0;
    Reply reply_;
    bool calling_ = false;  ///< inside the call of a method
    sys::Registration current_;
};

/// The call's name and parameters, or why there is none.
tl::expected<Call, Fault> read_call(const Value& value) {
    const Value* name = value.member("methodName");
    if (name == nullptr)
        return tl::unexpected(make_fault(FaultCode::incorrect_parameters, "No methodName"));
    const auto* method = name->get_if<std::string>();
    if (method == nullptr)
        return tl::unexpected(
            make_fault(FaultCode::incorrect_parameters, "methodName is not of type string"));
    if (*method == "system.multicall")
        return tl::unexpected(
            make_fault(FaultCode::incorrect_parameters, "Recursive system.multicall forbidden"));
    const Value* params = value.member("params");
    if (params == nullptr)
        return Call{*method, {}};
    if (params->get_if<Array>() == nullptr)
        return tl::unexpected(make_fault(FaultCode::incorrect_parameters, "params is not of type array"));
    return Call{*method, *params->get_if<Array>()};
}

bool Multicall::make_call(const Value& value) {
    const std::size_t done = results_.size();
    calling_ = true;
    if (weight_ > limits::max_multicall_reply) {
        on_outcome(tl::unexpected(
            make_fault(FaultCode::failed, "the results of this system.multicall are too large")));
    } else if (auto call = read_call(value); !call) {
        on_outcome(tl::unexpected(call.error()));
    } else {
        auto reply = [weak = weak_from_this()](Outcome outcome) {
            if (const auto self = weak.lock())
                self->on_outcome(std::move(outcome));
        };
        current_ = dispatcher_.invoke(call->method, std::move(call->params), caller_, std::move(reply));
    }
    calling_ = false;
    return results_.size() > done;
}

/// An outcome that comes later comes out of another's work: the rest runs in a turn of its own.
void Multicall::on_outcome(Outcome outcome) {
    results_.push_back(outcome ? std::move(*outcome) : fault_value(outcome.error()));
    weight_ += weight(results_.back());
    if (!calling_)
        run_soon();
}

void Multicall::run_soon() {
    dispatcher_.daemon().loop().defer([weak = weak_from_this()] {
        if (const auto self = weak.lock())
            self->run();
    });
}

void Multicall::finish() {
    const Reply reply = std::move(reply_);
    reply(std::move(results_));
}

class Running final : public sys::Registration::Impl {
public:
    explicit Running(std::shared_ptr<Multicall> multicall) : multicall_(std::move(multicall)) {}

private:
    std::shared_ptr<Multicall> multicall_;
};

}  // namespace

sys::Registration multicall(Dispatcher& dispatcher, const Arguments& arguments, Reply reply) {
    if (arguments.array(0).size() > limits::max_multicall) {
        reply(tl::unexpected(make_fault(FaultCode::incorrect_parameters,
                                        fmt::format("more than {} calls", limits::max_multicall))));
        return {};
    }
    auto multicall =
        std::make_shared<Multicall>(dispatcher, arguments.caller(), arguments.array(0), std::move(reply));
    multicall->run();
    return sys::Registration(std::make_unique<Running>(std::move(multicall)));
}

}  // namespace supervise::rpc
