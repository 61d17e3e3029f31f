#include "template/value.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/core.h>

#include "template/characters.hpp"
#include "template/holding.hpp"
#include "template/limits.hpp"
#include "template/value_text.hpp"

namespace deployer::jinja {
namespace {

constexpr double two_to_63 = 9223372036854775808.0;  ///< the first that 64 bits do not hold

/// Equal keys have equal texts: 1, 1.0 and true are one key in Python.
std::string canonical(const Value& key, int depth = 0) {
    if (depth > limits::max_walked_depth)
        fail("a key of tuples that are nested too deeply");
    switch (key.kind()) {
    case Value::Kind::text:
        return "s" + key.str();
    case Value::Kind::none:
        return "-";
    case Value::Kind::boolean:
    case Value::Kind::integer:
        return "n" + std::to_string(key.index());
    case Value::Kind::floating: {
        const double number = key.number();
        if (number >= -two_to_63 && number < two_to_63 && std::trunc(number) == number)
            return "n" + std::to_string(static_cast<std::int64_t>(number));
        return fmt::format("f{}", number);
    }
    case Value::Kind::tuple: {
        std::string text = "(";
        for (const Value& item : key.list()) {
            const std::string inner = canonical(item, depth + 1);
            text += std::to_string(inner.size()) + ":" + inner;
        }
        return text;
    }
    case Value::Kind::undefined:
    case Value::Kind::list:
    case Value::Kind::dict:
    case Value::Kind::object:
        break;
    }
    fail(fmt::format("unhashable type: '{}'", key.defined().type_name()));
}

struct SharedList {
    List items;

    explicit SharedList(List list) : items(std::move(list)) {}
    SharedList(const SharedList&) = delete;
    SharedList& operator=(const SharedList&) = delete;
    ~SharedList() { give_back(std::move(items)); }
};

std::shared_ptr<List> share(List list) {
    const auto shared = std::make_shared<SharedList>(std::move(list));
    return {shared, &shared->items};
}

struct SharedDict {
    Dict dict;

    explicit SharedDict(Dict entries) : dict(std::move(entries)) {}
    SharedDict(const SharedDict&) = delete;
    SharedDict& operator=(const SharedDict&) = delete;
    ~SharedDict() {
        List values;
        for (const Dict::Entry& entry : dict.entries())
            values.push_back(entry.second);
        dict.clear();
        give_back(std::move(values));
    }
};

std::shared_ptr<Dict> share(Dict entries) {
    const auto shared = std::make_shared<SharedDict>(std::move(entries));
    return {shared, &shared->dict};
}

}  // namespace

std::string Error::text() const {
    return fmt::format("{}:{}:{}: {}", name, position.line, position.column, message);
}

void fail(std::string message) {
    throw Failure(std::move(message));
}

// --- Objects

std::optional<Value> Object::attribute(std::string_view) {
    return std::nullopt;
}

bool Object::set_attribute(std::string_view, const Value&) {
    return false;
}

Value Object::call(CallArguments&) {
    fail(fmt::format("'{}' object is not callable", type_name()));
}

std::optional<List> Object::items() const {
    return std::nullopt;
}

List Object::held() const {
    return {};
}

// --- Values

Value::Value(List items) : data_(share(std::move(items))) {}

Value::Value(Dict dict) : data_(share(std::move(dict))) {}

Value Value::tuple(List items) {
    Value value;
    value.data_ = Tuple{share(std::move(items))};
    return value;
}

Value Value::undefined(std::string message) {
    Value value;
    value.data_ = Undefined{std::move(message)};
    return value;
}

Value Value::nothing(std::string message) {
    Value value;
    value.data_ = Undefined{std::move(message), true};
    return value;
}

bool Value::is_nothing() const {
    const auto* undefined = std::get_if<Undefined>(&data_);
    return undefined != nullptr && undefined->is_nothing;
}

Value Value::written(Value number, std::string source) {
    number.source_ = std::make_shared<const std::string>(std::move(source));
    return number;
}

bool Value::is_number() const {
    return kind() == Kind::integer || kind() == Kind::floating || kind() == Kind::boolean;
}

List& Value::list() const {
    if (const auto* tuple = std::get_if<Tuple>(&data_))
        return *tuple->items;
    return *held<std::shared_ptr<List>>("a list");
}

double Value::number() const {
    if (const auto* number = std::get_if<double>(&data_))
        return *number;
    return static_cast<double>(index());
}

std::int64_t Value::whole() const {
    const auto* number = std::get_if<double>(&data_);
    if (number == nullptr)
        return index();
    if (std::isnan(*number) || std::isinf(*number))
        fail(fmt::format("cannot convert float {} to integer", std::isnan(*number) ? "NaN" : "infinity"));
    if (*number < -two_to_63 || *number >= two_to_63)
        fail(fmt::format("{} is no number that fits into 64 bits", to_text(*this)));
    return static_cast<std::int64_t>(*number);
}

std::int64_t Value::index() const {
    if (const auto* number = std::get_if<std::int64_t>(&data_))
        return *number;
    if (const auto* truth = std::get_if<bool>(&data_))
        return *truth ? 1 : 0;
    fail(fmt::format("'{}' object cannot be interpreted as an integer", defined().type_name()));
}

void Value::fail_for_want_of(const char* what) const {
    fail(fmt::format("{} is needed here, not {}", what, defined().type_name()));
}

const Value& Value::defined() const {
    if (const auto* undefined = std::get_if<Undefined>(&data_))
        fail(undefined->message);
    return *this;
}

bool Value::truth() const {
    switch (kind()) {
    case Kind::undefined:
        return !is_nothing() && defined().truth();
    case Kind::none:
        return false;
    case Kind::boolean:
        return boolean();
    case Kind::integer:
        return integer() != 0;
    case Kind::floating:
        return number() != 0.0;
    case Kind::text:
        return !str().empty();
    case Kind::list:
    case Kind::tuple:
        return !list().empty();
    case Kind::dict:
        return dict().size() != 0;
    case Kind::object:
        return true;
    }
    return false;
}

std::string Value::text() const {
    if (source_ != nullptr)
        return *source_;
    if (is_nothing())
        return {};
    return kind() == Kind::text ? str() : to_text(defined());
}

std::string Value::repr() const {
    return to_repr(defined());
}

std::string Value::type_name() const {
    switch (kind()) {
    case Kind::undefined:
        return "Undefined";
    case Kind::none:
        return "NoneType";
    case Kind::boolean:
        return "bool";
    case Kind::integer:
        return "int";
    case Kind::floating:
        return "float";
    case Kind::text:
        return "str";
    case Kind::list:
        return "list";
    case Kind::tuple:
        return "tuple";
    case Kind::dict:
        return "dict";
    case Kind::object:
        return object()->type_name();
    }
    return {};
}

List Value::items() const {
    if (is_nothing())
        return {};
    switch (defined().kind()) {
    case Kind::text:
        return split_characters(str());
    case Kind::list:
    case Kind::tuple:
        return list();
    case Kind::dict: {
        List keys;
        for (const Dict::Entry& entry : dict().entries())
            keys.push_back(entry.first);
        return keys;
    }
    case Kind::object:
        if (auto items = object()->items())
            return std::move(*items);
        break;
    case Kind::undefined:
    case Kind::none:
    case Kind::boolean:
    case Kind::integer:
    case Kind::floating:
        break;
    }
    fail(fmt::format("'{}' object is not iterable", type_name()));
}

std::optional<std::size_t> Value::length() const {
    if (is_nothing())
        return 0;
    switch (defined().kind()) {
    case Kind::text:
        return count_characters(str());
    case Kind::list:
    case Kind::tuple:
        return list().size();
    case Kind::dict:
        return dict().size();
    case Kind::object:
        if (const auto items = object()->items())
            return items->size();
        return std::nullopt;
    case Kind::undefined:
    case Kind::none:
    case Kind::boolean:
    case Kind::integer:
    case Kind::floating:
        break;
    }
    return std::nullopt;
}

bool Value::is_same(const Value& other) const {
    if (kind() != other.kind())
        return false;
    return shared() == nullptr ? text() == other.text() : shared() == other.shared();
}

template <typename Use>
auto Value::with_shared(const Use& use) const {
    if (const auto* list = std::get_if<std::shared_ptr<List>>(&data_))
        return use(*list);
    if (const auto* tuple = std::get_if<Tuple>(&data_))
        return use(tuple->items);
    if (const auto* dict = std::get_if<std::shared_ptr<Dict>>(&data_))
        return use(*dict);
    if (const auto* object = std::get_if<std::shared_ptr<Object>>(&data_))
        return use(*object);
    return use(std::shared_ptr<Object>());
}

const void* Value::shared() const {
    return with_shared([](const auto& pointer) -> const void* { return pointer.get(); });
}

bool Value::is_last() const {
    return with_shared([](const auto& pointer) { return pointer.use_count() == 1; });
}

// --- Dicts

const Value* Dict::find(const Value& key) const {
    const auto at = index_.find(canonical(key));
    return at == index_.end() ? nullptr : &entries_[at->second].second;
}

const Value* Dict::find(std::string_view key) const {
    const auto at = index_.find("s" + std::string(key));
    return at == index_.end() ? nullptr : &entries_[at->second].second;
}

void Dict::set(Value key, Value value) {
    const auto [at, is_new] = index_.try_emplace(canonical(key), entries_.size());
    if (is_new)
        entries_.emplace_back(std::move(key), std::move(value));
    else
        entries_[at->second].second = std::move(value);
}

std::optional<Value> Dict::take(const Value& key) {
    const auto at = index_.find(canonical(key));
    if (at == index_.end())
        return std::nullopt;
    const std::size_t place = at->second;
    Value value = std::move(entries_[place].second);
    entries_.erase(entries_.begin() + static_cast<std::ptrdiff_t>(place));
    index_.erase(at);
    for (auto& [text, other] : index_)
        if (other > place)
            --other;
    return value;
}

void Dict::clear() {
    entries_.clear();
    index_.clear();
}

// --- Arguments

std::optional<Value> CallArguments::take(std::size_t place, std::string_view name) {
    if (place < positional.size())
        return positional[place];
    const auto at =
        std::find_if(named.begin(), named.end(), [&](const auto& one) { return one.first == name; });
    if (at == named.end())
        return std::nullopt;
    Value value = std::move(at->second);
    named.erase(at);
    return value;
}

}  // namespace deployer::jinja
