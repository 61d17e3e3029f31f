/// Values of template expressions, with Python's behaviour: what is true, equal, smaller, how they look as
/// text. Lists, dicts and objects are shared by their copies, as in Python.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "template/error.hpp"

namespace deployer::jinja {

class Value;
class Dict;
using List = std::vector<Value>;

/// What a call is given.
struct CallArguments;

/// Something with attributes, that may be called or iterated over: a loop, a macro, a namespace, a method.
class Object {
public:
    virtual ~Object() = default;
    /// "'cycler' object", for messages.
    virtual std::string type_name() const = 0;
    virtual std::string text() const { return "<" + type_name() + ">"; }
    virtual std::optional<Value> attribute(std::string_view name);
    virtual bool set_attribute(std::string_view name, const Value& value);
    virtual bool is_callable() const { return false; }
    virtual Value call(CallArguments& arguments);
    virtual std::optional<List> items() const;
    /// The values that it keeps alive; not those of scopes, which are emptied at the end of a rendering.
    virtual List held() const;
};

class Value {
public:
    enum class Kind { undefined, none, boolean, integer, floating, text, list, tuple, dict, object };

    Value() = default;  ///< None
    Value(bool truth) : data_(truth) {}
    Value(int number) : data_(static_cast<std::int64_t>(number)) {}
    Value(std::int64_t number) : data_(number) {}
    Value(std::size_t number) : data_(static_cast<std::int64_t>(number)) {}
    Value(double number) : data_(number) {}
    Value(std::string text) : data_(std::move(text)) {}
    Value(std::string_view text) : data_(std::string(text)) {}
    Value(const char* text) : data_(std::string(text)) {}
    Value(List items);
    Value(Dict dict);
    Value(std::shared_ptr<Object> object) : data_(std::move(object)) {}

    static Value tuple(List items);
    /// Any use but a test for being defined fails with `message`.
    static Value undefined(std::string message);
    /// Undefined as well, but empty as a text, false, and without elements: what Jinja2 makes of an inline
    /// `if` without `else`, however strict it is elsewhere.
    static Value nothing(std::string message);
    /// A number that remembers how it was written: as text, 1.10 stays "1.10".
    static Value written(Value number, std::string source);

    Kind kind() const { return static_cast<Kind>(data_.index()); }
    bool is_undefined() const { return kind() == Kind::undefined; }
    bool is_nothing() const;
    bool is_none() const { return kind() == Kind::none; }
    bool is_text() const { return kind() == Kind::text; }
    /// Integer, float or boolean, which Python counts as a number.
    bool is_number() const;
    /// List or tuple.
    bool is_sequence() const { return kind() == Kind::list || kind() == Kind::tuple; }

    // These fail when it is of another kind.
    bool boolean() const { return held<bool>("a bool"); }
    std::int64_t integer() const { return held<std::int64_t>("an int"); }
    const std::string& str() const { return held<std::string>("a str"); }
    List& list() const;  ///< of a list or tuple
    Dict& dict() const { return *held<std::shared_ptr<Dict>>("a dict"); }
    const std::shared_ptr<Object>& object() const { return held<std::shared_ptr<Object>>("an object"); }

    /// Of any number.
    double number() const;
    /// Of any number, what is behind its point cut off; fails when an integer cannot hold it.
    std::int64_t whole() const;
    /// Of an integer or boolean; fails for anything else.
    std::int64_t index() const;

    /// Fails when undefined.
    const Value& defined() const;
    bool truth() const;
    /// Python's str() and repr().
    std::string text() const;
    std::string repr() const;
    /// "str", "int", "list", ...
    std::string type_name() const;
    /// The elements of anything that can be iterated over: keys of a dict, characters of a text.
    List items() const;
    /// len(), in characters for text; nothing when it has none.
    std::optional<std::size_t> length() const;
    /// The same list, dict or object, not only an equal one.
    bool is_same(const Value& other) const;
    /// What copies of a list, tuple, dict or object share; null for anything else, and for what was moved
    /// from.
    const void* shared() const;
    /// Copies would share something, and there is none.
    bool is_last() const;

private:
    struct Undefined {
        std::string message;
        bool is_nothing = false;
    };
    struct Tuple {
        std::shared_ptr<List> items;
    };

    template <typename T>
    const T& held(const char* what) const {
        if (const T* const value = std::get_if<T>(&data_))
            return *value;
        fail_for_want_of(what);
    }
    [[noreturn]] void fail_for_want_of(const char* what) const;
    /// `use` of the pointer to what copies share, or of a null pointer.
    template <typename Use>
    auto with_shared(const Use& use) const;
    // In the order of Kind.
    std::variant<Undefined, std::monostate, bool, std::int64_t, double, std::string, std::shared_ptr<List>,
                 Tuple, std::shared_ptr<Dict>, std::shared_ptr<Object>>
        data_ = std::monostate{};
    std::shared_ptr<const std::string> source_;
};

/// Entries in the order in which they were added. Keys are texts, numbers, booleans, None and tuples of such.
class Dict {
public:
    using Entry = std::pair<Value, Value>;

    const Value* find(const Value& key) const;
    const Value* find(std::string_view key) const;
    /// Fails for a key that cannot be one.
    void set(Value key, Value value);
    /// What was there, taken out.
    std::optional<Value> take(const Value& key);
    void clear();

    const std::vector<Entry>& entries() const { return entries_; }
    std::size_t size() const { return entries_.size(); }

private:
    std::vector<Entry> entries_;
    std::unordered_map<std::string, std::size_t> index_;  ///< by canonical text of the key
};

struct CallArguments {
    List positional;
    std::vector<std::pair<std::string, Value>> named;

    /// Takes the argument of that place or name out; nothing when it was not given.
    std::optional<Value> take(std::size_t place, std::string_view name);
};

[[noreturn]] void fail(std::string message);

}  // namespace deployer::jinja
