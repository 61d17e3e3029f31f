#include "task/wire.hpp"

#include <algorithm>
#include <limits>

#include <nlohmann/json.hpp>

#include "sys/base64.hpp"
#include "task/wire_members.hpp"

namespace deployer::task {

namespace {

using nlohmann::json;
using supervise::fail;
using supervise::Result;

/// A payload of ours is a few levels deep; facts are, too.
constexpr int max_depth = 16;
/// So that a frame of tiny values does not become gigabytes of memory.
constexpr std::size_t max_values = 200'000;

Result<json> parse(std::string_view payload) {
    std::size_t values = 0;
    bool too_much = false;
    const auto watch = [&](int depth, json::parse_event_t /*event*/, json& /*value*/) {
        too_much = too_much || depth > max_depth || ++values > max_values;
        return !too_much;
    };
    json document = json::parse(payload, watch, /*allow_exceptions=*/false);
    if (too_much)
        return fail("the other side sent a message that is too large or too deep");
    if (document.is_discarded())
        return fail("the other side sent a message that is not JSON");
    return document;
}

/// As a string where that is shorter than base64: a control byte takes six bytes in JSON, and what is not
/// ASCII may not be UTF-8.
json text(const std::string& bytes) {
    std::size_t size = 0;
    bool ascii = true;
    for (const char c : bytes) {
        ascii = ascii && static_cast<unsigned char>(c) < 0x80;
        const bool short_escape = c == '"' || c == '\\' || c == '\n' || c == '\t';
        size += short_escape ? 2 : static_cast<unsigned char>(c) < 0x20 ? 6 : 1;
    }
    if (ascii && size <= bytes.size() / 3 * 4 + 4)
        return bytes;
    return json{{"base64", supervise::sys::encode_base64(bytes)}};
}

/// Has members of its own.
template <typename T>
concept Nested = wire::Is<T, Ownership> || wire::Is<T, Content> || wire::Is<T, Alternative>;

/// Makes a JSON object of what `members` shows it.
class Writer {
public:
    explicit Writer(json& object) : object_(object) {}

    void operator()(const char* name, const std::string& value) { object_[name] = text(value); }
    void operator()(const char* name, const std::vector<std::string>& values) {
        json& array = object_[name] = json::array();
        for (const std::string& value : values)
            array.push_back(text(value));
    }
    void operator()(const char* name, const std::vector<int>& values) { object_[name] = values; }
    template <typename T>
    requires std::is_arithmetic_v<T>
    void operator()(const char* name, T value) { object_[name] = value; }
    template <typename E>
    requires std::is_enum_v<E>
    void operator()(const char* name, E value) {
        object_[name] = wire::words<E>[static_cast<std::size_t>(value)];
    }
    template <typename T>
    void operator()(const char* name, const std::optional<T>& value) {
        if (value)
            (*this)(name, *value);
    }
    template <Nested T>
    void operator()(const char* name, const T& value) {
        Writer inner(object_[name] = json::object());
        wire::members(inner, value);
    }

private:
    json& object_;
};

/// Fills what `members` shows it from a JSON object. A member that is missing keeps its default; one of the
/// wrong kind is remembered as the fault.
class Reader {
public:
    explicit Reader(const json& object) : object_(object) {}

    const std::string& fault() const { return fault_; }

    template <typename T>
    void operator()(const char* name, T& value) {
        const auto found = object_.find(name);
        if (found != object_.end() && !read(*found, value))
            fault_ = std::string("the member '") + name + "' of a message is not what it must be";
    }
    template <typename T>
    void operator()(const char* name, std::optional<T>& value) {
        if (object_.contains(name))
            (*this)(name, value.emplace());
    }

private:
    static bool read(const json& from, std::string& value) {
        if (from.is_string()) {
            value = from.get_ref<const std::string&>();
            return true;
        }
        const auto encoded = from.is_object() ? from.find("base64") : from.end();
        if (!from.is_object() || encoded == from.end() || !encoded->is_string())
            return false;
        auto bytes = supervise::sys::decode_base64(encoded->get_ref<const std::string&>());
        if (bytes)
            value = std::move(*bytes);
        return bytes.has_value();
    }
    static bool read(const json& from, bool& value) {
        if (from.is_boolean())
            value = from.get<bool>();
        return from.is_boolean();
    }
    template <typename T>
    requires std::is_integral_v<T>
    static bool read(const json& from, T& value) {
        if (from.is_number_unsigned()) {
            const auto number = from.get<std::uint64_t>();
            value = static_cast<T>(number);
            return std::in_range<T>(number);
        }
        if (!from.is_number_integer())
            return false;
        const auto number = from.get<std::int64_t>();
        value = static_cast<T>(number);
        return std::in_range<T>(number);
    }
    template <typename E>
    requires std::is_enum_v<E>
    static bool read(const json& from, E& value) {
        if (!from.is_string())
            return false;
        const auto& word = from.get_ref<const std::string&>();
        const auto found = std::find(wire::words<E>.begin(), wire::words<E>.end(), word);
        value = static_cast<E>(found - wire::words<E>.begin());
        return found != wire::words<E>.end();
    }
    template <typename T>
    static bool read(const json& from, std::vector<T>& values) {
        return from.is_array() && std::all_of(from.begin(), from.end(), [&values](const json& element) {
                   return read(element, values.emplace_back());
               });
    }
    template <Nested T>
    static bool read(const json& from, T& value) {
        if (!from.is_object())
            return false;
        Reader inner(from);
        wire::members(inner, value);
        return inner.fault().empty();
    }

    const json& object_;
    std::string fault_;
};

template <typename T>
Result<T> read_members(const json& object) {
    if (!object.is_object())
        return fail("the other side sent a message that is not an object");
    T value;
    Reader reader(object);
    wire::members(reader, value);
    if (!reader.fault().empty())
        return fail(reader.fault());
    return value;
}

template <std::size_t index = 0>
Result<Operation> read_operation(const json& object, std::string_view name) {
    if constexpr (index == wire::names.size()) {
        return fail("the other side asked for an unknown operation");
    } else {
        if (wire::names[index] != name)
            return read_operation<index + 1>(object, name);
        return read_members<std::variant_alternative_t<index, Operation>>(object);
    }
}

Result<Request> read_request(const json& object) {
    if (!object.is_object() || !object.contains("do") || !object["do"].is_string())
        return fail("the other side sent a request that names no operation");
    auto operation = read_operation(object, object["do"].get_ref<const std::string&>());
    if (!operation)
        return tl::unexpected(operation.error());
    const auto may_fail = object.find("may_fail");
    return Request{std::move(*operation), may_fail != object.end() && *may_fail == true};
}

json write_request(const Request& request) {
    json object{{"do", operation_name(request.operation)}};
    if (request.may_fail)
        object["may_fail"] = true;
    Writer writer(object);
    std::visit([&writer](const auto& operation) { wire::members(writer, operation); }, request.operation);
    return object;
}

bool flag(const json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && *found == true;
}

std::string string_member(const json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// Facts come from files of the host, which may hold anything.
std::string dump(const json& document) {
    return document.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace

std::string_view operation_name(const Operation& operation) {
    return wire::names[operation.index()];
}

std::string encode_hello(const Hello& hello) {
    const json facts = hello.facts.empty() ? json::object() : json::parse(hello.facts, nullptr, false);
    return dump(json{{"protocol", protocol},
                     {"version", hello.version},
                     {"problem", hello.problem},
                     {"facts", facts.is_object() ? facts : json::object()}});
}

Result<Hello> decode_hello(std::string_view payload) {
    const auto document = parse(payload);
    if (!document)
        return tl::unexpected(document.error());
    if (!document->is_object() || !document->contains("protocol"))
        return fail("the agent introduced itself in a way that is not understood");
    if ((*document)["protocol"] != protocol)
        return fail("the agent on the host is of another version and speaks another protocol");
    const auto facts = document->find("facts");
    return Hello{string_member(*document, "version"),
                 facts != document->end() && facts->is_object() ? dump(*facts) : "{}",
                 string_member(*document, "problem")};
}

std::string encode_begin(const Begin& begin) {
    return json{{"check", begin.check}, {"diff", begin.diff}, {"lock", begin.lock}, {"run", begin.run}}
        .dump();
}

Result<Begin> decode_begin(std::string_view payload) {
    const auto document = parse(payload);
    if (!document)
        return tl::unexpected(document.error());
    if (!document->is_object())
        return fail("the other side began in a way that is not understood");
    const auto run = document->find("run");
    return Begin{flag(*document, "check"), flag(*document, "diff"), flag(*document, "lock"),
                 run != document->end() && run->is_string() ? run->get<std::string>() : std::string()};
}

std::string encode_run(std::span<const Request> requests) {
    json array = json::array();
    for (const Request& request : requests)
        array.push_back(write_request(request));
    return array.dump();
}

Result<std::vector<Request>> decode_run(std::string_view payload) {
    const auto document = parse(payload);
    if (!document)
        return tl::unexpected(document.error());
    if (!document->is_array() || document->size() > max_requests)
        return fail("the other side sent requests that are no list of at most " +
                    std::to_string(max_requests));
    std::vector<Request> requests;
    for (const json& object : *document) {
        auto request = read_request(object);
        if (!request)
            return tl::unexpected(request.error());
        requests.push_back(std::move(*request));
    }
    return requests;
}

std::string encode_answer(const Answer& answer) {
    json object = json::object();
    Writer writer(object);
    wire::members(writer, answer);
    return object.dump();
}

Result<Answer> decode_answer(std::string_view payload) {
    const auto document = parse(payload);
    if (!document)
        return tl::unexpected(document.error());
    return read_members<Answer>(*document);
}

}  // namespace deployer::task
