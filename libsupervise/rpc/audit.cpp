#include "rpc/audit.hpp"

#include <algorithm>
#include <memory>

#include "config/text.hpp"
#include "rpc/limits.hpp"

namespace supervise::rpc {
namespace {

/// In quotes and without control characters: nobody writes a line of the log by a name.
std::string quoted(std::string_view text) {
    const bool cut = text.size() > limits::max_logged_text;
    return config::python_repr(text.substr(0, limits::max_logged_text)) + (cut ? "..." : "");
}

std::string shown(const Value& value) {
    struct Visitor {
        std::string operator()(const Nil&) const { return "None"; }
        std::string operator()(bool truth) const { return truth ? "True" : "False"; }
        std::string operator()(std::int64_t number) const { return std::to_string(number); }
        std::string operator()(double number) const { return fmt::format("{}", number); }
        std::string operator()(const std::string& text) const { return quoted(text); }
        std::string operator()(const DateTime& time) const { return time.text; }
        std::string operator()(const Binary& binary) const {
            return fmt::format("<{} bytes>", binary.bytes.size());
        }
        std::string operator()(const Array& array) const {
            return fmt::format("<array of {}>", array.size());
        }
        std::string operator()(const Struct& members) const {
            return fmt::format("<struct of {}>", members.size());
        }
        std::string operator()(const Encoded&) const { return "<value>"; }
    };
    return std::visit(Visitor{}, value.variant());
}

std::string size_of(const Value& value) {
    if (const auto* text = value.get_if<std::string>())
        return fmt::format("<{} bytes>", text->size());
    if (value.get_if<Binary>() != nullptr)
        return shown(value);
    return "<hidden>";
}

/// A struct of startAllProcesses and its like that tells of a failure.
bool is_failure(const Value& result) {
    const Value* status = result.member("status");
    return status != nullptr && *status != Value(static_cast<int>(FaultCode::success));
}

std::string describe_failures(const Array& results) {
    const auto failed = std::count_if(results.begin(), results.end(), is_failure);
    std::string text = fmt::format("done, but {} of {} failed:", failed, results.size());
    std::size_t named = 0;
    for (const Value& result : results) {
        if (!is_failure(result))
            continue;
        if (++named > limits::max_logged_failures)
            return text + " ...";
        const Value* name = result.member("name");
        const Value* description = result.member("description");
        text += fmt::format(" {} ({})", name != nullptr ? shown(*name) : "?",
                            description != nullptr ? shown(*description) : "?");
    }
    return text;
}

class Entry {
public:
    Entry(log::Logger& logger, std::string call) : logger_(logger), call_(std::move(call)) {}
    ~Entry() {
        if (!told_)
            logger_.info("{}: the caller did not wait for the end", call_);
    }
    Entry(const Entry&) = delete;
    Entry& operator=(const Entry&) = delete;

    void tell(const Outcome& outcome) {
        told_ = true;
        logger_.info("{}: {}", call_, describe_outcome(outcome));
    }

private:
    log::Logger& logger_;
    std::string call_;
    bool told_ = false;
};

}  // namespace

std::string describe_call(std::string_view name, const Method& method, const std::vector<Value>& params,
                          const Caller& caller) {
    std::string text = fmt::format("{}(", name);
    for (std::size_t i = 0; i < params.size(); ++i) {
        text += i > 0 ? ", " : "";
        if (i == method.params.size()) {
            text += "...";
            break;
        }
        text += method.params[i].secret ? size_of(params[i]) : shown(params[i]);
    }
    text += ")";
    if (!caller.user.empty())
        text += " by " + quoted(caller.user);
    return text + " from " + caller.from;
}

std::string describe_outcome(const Outcome& outcome) {
    if (!outcome)
        return "fault " + (outcome.error().told.empty() ? quoted(outcome.error().text)
                                                        : config::python_repr(outcome.error().told));
    const auto* results = outcome->get_if<Array>();
    if (results != nullptr && std::any_of(results->begin(), results->end(), is_failure))
        return describe_failures(*results);
    return "done";
}

Reply audited(log::Logger& logger, std::string call, Reply reply) {
    return [entry = std::make_shared<Entry>(logger, std::move(call)),
            reply = std::move(reply)](Outcome outcome) {
        entry->tell(outcome);
        reply(std::move(outcome));
    };
}

}  // namespace supervise::rpc
