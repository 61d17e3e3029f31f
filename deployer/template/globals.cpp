/// The functions that every template has: range, dict, namespace, cycler, joiner.
#include <fmt/core.h>

#include "template/holding.hpp"
#include "template/objects.hpp"

namespace deployer::jinja {
namespace {

/// More numbers than this are a mistake.
constexpr std::int64_t max_range = 1'000'000;

Value range(CallArguments& arguments) {
    const List& given = arguments.positional;
    if (given.empty() || given.size() > 3)
        fail(fmt::format("range expected 1 to 3 arguments, got {}", given.size()));
    const std::int64_t begin = given.size() > 1 ? given[0].index() : 0;
    const std::int64_t end = given[given.size() > 1 ? 1 : 0].index();
    const std::int64_t step = given.size() > 2 ? given[2].index() : 1;
    if (step == 0)
        fail("range() arg 3 must not be zero");
    List numbers;
    for (std::int64_t i = begin; step > 0 ? i < end : i > end;) {
        if (static_cast<std::int64_t>(numbers.size()) == max_range)
            fail(fmt::format("range() is longer than {}", max_range));
        numbers.emplace_back(i);
        if (__builtin_add_overflow(i, step, &i))
            break;
    }
    return numbers;
}

Value make_dict(CallArguments& arguments) {
    Dict result;
    for (const Value& from : arguments.positional) {
        if (from.kind() == Value::Kind::dict) {
            for (const Dict::Entry& entry : from.dict().entries())
                result.set(entry.first, entry.second);
            continue;
        }
        for (const Value& pair : from.items()) {
            const List both = pair.items();
            if (both.size() != 2)
                fail("dictionary update sequence elements must have length 2");
            result.set(both[0], both[1]);
        }
    }
    for (const auto& [name, value] : arguments.named)
        result.set(name, value);
    return result;
}

Value make_namespace(CallArguments& arguments) {
    std::unordered_map<std::string, Value> attributes;
    const Value initial = make_dict(arguments);
    for (const Dict::Entry& entry : initial.dict().entries())
        attributes.insert_or_assign(entry.first.text(), entry.second);
    return Value(std::make_shared<NamespaceObject>("Namespace", std::move(attributes)));
}

class Cycler final : public Object, public std::enable_shared_from_this<Cycler> {
public:
    explicit Cycler(List values) : values_(std::move(values)) {}
    Cycler(const Cycler&) = delete;
    Cycler& operator=(const Cycler&) = delete;
    ~Cycler() override { give_back(std::move(values_)); }

    std::string type_name() const override { return "Cycler"; }
    std::optional<Value> attribute(std::string_view name) override {
        if (name == "current")
            return values_[at_];
        if (name == "next")
            return method("next", &Cycler::next);
        if (name == "reset")
            return method("reset", &Cycler::reset);
        return std::nullopt;
    }
    List held() const override { return values_; }

private:
    Value next() {
        Value value = values_[at_];
        at_ = (at_ + 1) % values_.size();
        return value;
    }
    Value reset() {
        at_ = 0;
        return {};
    }
    Value method(const char* name, Value (Cycler::*function)()) {
        const auto self = shared_from_this();
        return Value(std::make_shared<FunctionObject>(
            name, [self, function](CallArguments&) { return (*self.*function)(); },
            List{Value(std::static_pointer_cast<Object>(self))}));
    }

    List values_;
    std::size_t at_ = 0;
};

Value make_cycler(CallArguments& arguments) {
    if (arguments.positional.empty())
        fail("at least one item has to be provided");
    return Value(std::make_shared<Cycler>(arguments.positional));
}

/// Nothing the first time, the separator from then on.
Value make_joiner(CallArguments& arguments) {
    const std::string separator = arguments.take(0, "sep").value_or(Value(", ")).text();
    const auto used = std::make_shared<bool>(false);
    return Value(std::make_shared<FunctionObject>("joiner", [separator, used](CallArguments&) {
        return Value(std::exchange(*used, true) ? separator : std::string());
    }));
}

Value refuse_lookup(CallArguments&) {
    fail("lookup() is a plug-in of Ansible's; use a variable, a file:// source or an include instead");
}

}  // namespace

void add_globals(Scope& scope) {
    const auto add = [&](const char* name, FunctionObject::Body body) {
        scope.set(name, Value(std::make_shared<FunctionObject>(name, std::move(body))));
    };
    add("range", range);
    add("dict", make_dict);
    add("namespace", make_namespace);
    add("cycler", make_cycler);
    add("joiner", make_joiner);
    add("lookup", refuse_lookup);
    add("query", refuse_lookup);
}

}  // namespace deployer::jinja
