#include "config/values.hpp"

#include <algorithm>
#include <array>
#include <csignal>
#include <limits>
#include <unordered_map>

#include <fmt/core.h>

#include "config/shell_words.hpp"
#include "config/suggest.hpp"
#include "config/text.hpp"

namespace supervise::config {

namespace {

std::optional<bool> boolean_word(std::string_view lowered) {
    for (const std::string_view word : {"yes", "true", "on", "1"})
        if (lowered == word)
            return true;
    for (const std::string_view word : {"no", "false", "off", "0"})
        if (lowered == word)
            return false;
    return std::nullopt;
}

/// CPython prints at most 200 characters of the refused text.
std::string shortened_repr(std::string_view text) {
    constexpr std::size_t shown_characters = 200;
    std::string repr = python_repr(text);
    std::size_t end = 0;
    for (std::size_t count = 0; count < shown_characters && end < repr.size(); ++count)
        end += first_code_point(std::string_view(repr).substr(end)).bytes;
    repr.resize(end);
    return repr;
}

tl::unexpected<Fault> not_an_integer(std::string_view text, std::string remedy = "write a whole number") {
    return fault(fmt::format("invalid literal for int() with base 10: {}", shortened_repr(text)),
                 std::move(remedy), fmt::format("{} is not a whole number", shortened_repr(text)));
}

std::int64_t clamped(const PythonInteger& number, std::int64_t low, std::int64_t high) {
    std::int64_t value = 0;
    for (const char digit : number.digits) {
        if (value > (high - (digit - '0')) / 10)
            return number.negative ? low : high;
        value = value * 10 + (digit - '0');
    }
    return number.negative ? -value : value;
}

struct NamedSignal {
    std::string_view name;
    int number;
};

// Names as Python's signal module has them on Linux. The real-time signals but the first and the last have
// none.
constexpr std::array<NamedSignal, 36> named_signals{{
    {"HUP", SIGHUP},       {"INT", SIGINT},   {"QUIT", SIGQUIT},   {"ILL", SIGILL},   {"TRAP", SIGTRAP},
    {"ABRT", SIGABRT},     {"BUS", SIGBUS},   {"FPE", SIGFPE},     {"KILL", SIGKILL}, {"USR1", SIGUSR1},
    {"SEGV", SIGSEGV},     {"USR2", SIGUSR2}, {"PIPE", SIGPIPE},   {"ALRM", SIGALRM}, {"TERM", SIGTERM},
    {"STKFLT", 16},        {"CHLD", SIGCHLD}, {"CONT", SIGCONT},   {"STOP", SIGSTOP}, {"TSTP", SIGTSTP},
    {"TTIN", SIGTTIN},     {"TTOU", SIGTTOU}, {"URG", SIGURG},     {"XCPU", SIGXCPU}, {"XFSZ", SIGXFSZ},
    {"VTALRM", SIGVTALRM}, {"PROF", SIGPROF}, {"WINCH", SIGWINCH}, {"IO", SIGIO},     {"PWR", SIGPWR},
    {"SYS", SIGSYS},       {"RTMIN", 34},     {"RTMAX", 64},       {"IOT", SIGABRT},  {"CLD", SIGCHLD},
    {"POLL", SIGIO},
}};

struct NamedLevel {
    std::string_view name;
    int number;
};
constexpr std::array<NamedLevel, 7> named_levels{{{"critical", 50},
                                                  {"error", 40},
                                                  {"warn", 30},
                                                  {"info", 20},
                                                  {"debug", 10},
                                                  {"trace", 5},
                                                  {"blather", 3}}};

template <typename Table>
std::vector<std::string_view> names_of(const Table& table) {
    std::vector<std::string_view> names;
    for (const auto& row : table)
        names.push_back(row.name);
    return names;
}

template <typename Table>
std::string did_you_mean(std::string_view word, const Table& table, std::string_view otherwise) {
    const auto meant = closest(word, names_of(table));
    return meant ? fmt::format("did you mean {}?", *meant) : std::string(otherwise);
}

}  // namespace

std::optional<PythonInteger> python_integer(std::string_view text, int base) {
    text = strip(text);
    PythonInteger number;
    if (!text.empty() && (text.front() == '+' || text.front() == '-')) {
        number.negative = text.front() == '-';
        text.remove_prefix(1);
    }
    bool digit_before = false;
    if (base == 8 && text.size() > 1 && text[0] == '0' && (text[1] == 'o' || text[1] == 'O')) {
        text.remove_prefix(2);
        digit_before = true;  // an underscore may follow the prefix
    }
    bool any = false;
    for (const char c : text) {
        if (c == '_' && digit_before) {
            digit_before = false;
            continue;
        }
        if (c < '0' || c >= '0' + base)
            return std::nullopt;
        digit_before = any = true;
        if (c != '0' || !number.digits.empty())
            number.digits += c;
    }
    if (!any || !digit_before)
        return std::nullopt;
    if (number.digits.empty()) {
        number.digits = "0";
        number.negative = false;
    }
    return number;
}

Parsed<bool> boolean(std::string_view text) {
    if (const auto value = boolean_word(lower(text)))
        return *value;
    const std::string repr = python_repr(text);
    return fault("not a valid boolean value: " + repr, "write true or false",
                 repr + " is neither true nor false");
}

Parsed<std::int64_t> wide_integer(std::string_view text) {
    const auto number = python_integer(text);
    if (!number)
        return not_an_integer(text);
    return clamped(*number, std::numeric_limits<std::int64_t>::min(),
                   std::numeric_limits<std::int64_t>::max());
}

Parsed<int> integer(std::string_view text) {
    const auto number = python_integer(text);
    if (!number)
        return not_an_integer(text);
    return static_cast<int>(
        clamped(*number, std::numeric_limits<int>::min(), std::numeric_limits<int>::max()));
}

Parsed<std::int64_t> byte_size(std::string_view text) {
    const std::string lowered = lower(text);
    std::string_view number_text = lowered;
    std::int64_t unit = 1;
    if (lowered.ends_with("kb"))
        unit = 1LL << 10;
    else if (lowered.ends_with("mb"))
        unit = 1LL << 20;
    else if (lowered.ends_with("gb"))
        unit = 1LL << 30;
    if (unit > 1)
        number_text.remove_suffix(2);
    const auto number = python_integer(number_text);
    if (!number)
        return not_an_integer(number_text, "write a whole number of bytes, or one with KB, MB or GB");
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    return clamped(*number, -most / unit, most / unit) * unit;
}

Parsed<std::int64_t> duration(std::string_view text) {
    constexpr std::pair<char, std::int64_t> units[] = {
        {'s', 1}, {'m', 60}, {'h', 3600}, {'d', 86'400}, {'w', 604'800}};
    constexpr std::int64_t most = 100LL * 366 * 86'400;  // a century
    const std::string lowered = lower(strip(text));
    std::int64_t seconds = lowered == "0" ? 0 : -1;
    for (const auto& [letter, unit] : units) {
        if (!lowered.ends_with(letter))
            continue;
        const auto number = python_integer(std::string_view(lowered).substr(0, lowered.size() - 1));
        if (number && !number->negative)
            seconds = clamped(*number, 0, most / unit) * unit;
    }
    if (seconds < 0)
        return fault(fmt::format("{} is no duration", python_repr(text)),
                     "write a number with s, m, h, d or w, such as 12h or 7d, or 0");
    return seconds;
}

Parsed<bool> compression(std::string_view text) {
    const std::string word = lower(strip(text));
    if (word != "gzip" && word != "none")
        return fault(fmt::format("{} is no compression", python_repr(text)), "write gzip or none");
    return word == "gzip";
}

Parsed<unsigned> octal(std::string_view text) {
    constexpr std::size_t most_digits = 4;  // 07777
    const auto number = python_integer(text, 8);
    if (!number || number->negative || number->digits.size() > most_digits)
        return fault(fmt::format("{} can not be converted to an octal type", text),
                     "write an octal number such as 0644 or 022",
                     fmt::format("{} is not an octal mode", python_repr(text)));
    unsigned value = 0;
    for (const char digit : number->digits)
        value = value * 8 + static_cast<unsigned>(digit - '0');
    return value;
}

std::vector<std::string_view> log_level_names() {
    return names_of(named_levels);
}

Parsed<int> log_level(std::string_view text) {
    const std::string lowered = lower(text);
    for (const NamedLevel& level : named_levels)
        if (level.name == lowered)
            return level.number;
    return fault(
        "bad logging level name " + python_repr(text),
        did_you_mean(lowered, named_levels, "use critical, error, warn, info, debug, trace or blather"),
        python_repr(text) + " is not a log level");
}

std::span<const std::string_view> signal_names() {
    static constexpr auto names = [] {
        std::array<std::string_view, named_signals.size()> all;
        for (std::size_t i = 0; i < all.size(); ++i)
            all[i] = named_signals[i].name;
        return all;
    }();
    return names;
}

Parsed<int> signal_number(std::string_view text) {
    if (const auto number = python_integer(text)) {
        const std::int64_t value = clamped(*number, -1, 1000);
        if ((value >= 0 && value <= 31) || value == 34 || value == 64)
            return static_cast<int>(value);
        return fault(fmt::format("value {} is not a valid signal number", python_repr(text)),
                     "use a number from 1 to 31, or a name such as TERM");
    }
    std::string name = upper(strip(text));
    if (name.starts_with("SIG"))
        name.erase(0, 3);
    for (const NamedSignal& signal : named_signals)
        if (signal.name == name)
            return signal.number;
    return fault(
        fmt::format("value {} is not a valid signal name", python_repr(text)),
        did_you_mean(name, named_signals, "use a name such as TERM, HUP, INT, QUIT, KILL, USR1 or USR2"),
        python_repr(text) + " is not a signal");
}

Parsed<std::vector<int>> exit_codes(std::string_view text) {
    std::vector<int> codes;
    if (text.empty())
        return codes;
    for (const std::string_view part : split_at(text, ',')) {
        const auto number = python_integer(part);
        const std::int64_t code = number ? clamped(*number, -1, 256) : -1;
        if (code < 0 || code > 255)
            return fault("not a valid list of exit codes: " + python_repr(text),
                         "write numbers from 0 to 255 with commas between them",
                         python_repr(strip(part)) + " is not an exit code");
        codes.push_back(static_cast<int>(code));
    }
    return codes;
}

Parsed<Autorestart> autorestart(std::string_view text) {
    const std::string lowered = lower(text);
    if (lowered == "unexpected")
        return Autorestart::unexpected;
    if (const auto value = boolean_word(lowered))
        return *value ? Autorestart::always : Autorestart::never;
    return fault("invalid 'autorestart' value " + python_repr(lowered), "write true, false or unexpected",
                 python_repr(text) + " is neither true, false nor unexpected");
}

Parsed<std::string> process_or_group_name(std::string_view text) {
    const std::string_view name = strip(text);
    for (const char character : {' ', ':', '/'})
        if (name.find(character) != std::string_view::npos)
            return fault(
                fmt::format("Invalid name: {} because of character: '{}'", python_repr(text), character),
                "use a name without blanks, colons and slashes");
    return std::string(name);
}

std::vector<std::string> string_list(std::string_view text) {
    std::vector<std::string> list;
    if (text.empty())
        return list;
    for (const std::string_view part : split_at(text, ','))
        list.emplace_back(strip(part));
    return list;
}

Parsed<std::uint16_t> port_number(std::string_view text) {
    const auto number = python_integer(text);
    if (!number)
        return not_an_integer(text, "write a port from 1 to 65535");
    const std::int64_t port = clamped(*number, 0, 65'536);
    if (port < 1)
        return fault(number->shown() + " is below lower bound (1)", "write a port from 1 to 65535");
    if (port > 65'535)
        return fault(number->shown() + " is above upper bound (65535)", "write a port from 1 to 65535");
    return static_cast<std::uint16_t>(port);
}

Parsed<InetAddress> inet_address(std::string_view text) {
    InetAddress address;
    const std::size_t colon = text.rfind(':');
    if (colon != std::string_view::npos) {
        if (colon + 1 == text.size())
            return fault("no port number specified in ''", "write host:port");
        address.host = lower(text.substr(0, colon));
        if (address.host == "*")
            address.host.clear();
        // As in a URL: the brackets keep the colons of an IPv6 address from the one before the port.
        if (address.host.starts_with('[') && address.host.ends_with(']'))
            address.host = address.host.substr(1, address.host.size() - 2);
        text.remove_prefix(colon + 1);
    }
    const auto port = port_number(text);
    if (!port && colon == std::string_view::npos)
        return fault(fmt::format("not a valid port number: {} ", python_repr(text)),
                     "write host:port, *:port or port", python_repr(text) + " is not a port");
    if (!port)
        return tl::unexpected<Fault>(port.error());
    address.port = *port;
    return address;
}

bool is_loopback(std::string_view host) {
    // Any text that begins with 127. and goes on with digits and dots is an address; a name cannot.
    const bool numeric = host.find_first_not_of("0123456789.") == std::string_view::npos;
    return (numeric && host.starts_with("127.")) || host == "::1" || host == "localhost" ||
           host == "ip6-localhost" || host.ends_with(".localhost");
}

Parsed<sys::TlsVersion> tls_version(std::string_view text) {
    const std::string_view version = strip(text);
    if (version == "1.2")
        return sys::TlsVersion::tls1_2;
    if (version == "1.3")
        return sys::TlsVersion::tls1_3;
    return fault(fmt::format("{} is not a version of TLS that can be asked for", python_repr(text)),
                 "write 1.2 or 1.3");
}

Parsed<std::string> url(std::string_view text) {
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    const auto scheme_character = [&](char c) {
        return letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
    };
    const std::size_t colon = text.find(':');
    if (colon != std::string_view::npos && colon > 0 && letter(text.front())) {
        const std::string_view scheme = text.substr(0, colon);
        std::string_view rest = text.substr(colon + 1);
        if (rest.starts_with("//")) {
            const std::string_view host = rest.substr(2, rest.find_first_of("/?#", 2) - 2);
            const bool opens = host.find('[') != std::string_view::npos;
            if (opens != (host.find(']') != std::string_view::npos))
                return fault("Invalid IPv6 URL", "write the address in brackets: http://[::1]:9001");
            rest.remove_prefix(2);
            if (host.empty() && !rest.starts_with('/'))
                rest = {};
        }
        const bool something = !rest.empty() && rest.front() != '?' && rest.front() != '#';
        if (something && std::all_of(scheme.begin(), scheme.end(), scheme_character))
            return std::string(text);
    }
    return fault(fmt::format("value {} is not a URL", python_repr(text)),
                 "write unix:///path/of/socket, http://host:port or https://host:port");
}

namespace {

/// A variable list under construction: in order, with fast replacement.
class VariableList {
public:
    explicit VariableList(const Environment& base) : list_(base) {
        for (std::size_t i = 0; i < list_.size(); ++i)
            index_.emplace(list_[i].first, i);
    }
    void set(const std::string& name, std::string value) {
        const auto [at, is_new] = index_.emplace(name, list_.size());
        if (is_new)
            list_.emplace_back(name, std::move(value));
        else
            list_[at->second].second = std::move(value);
    }
    Environment take() {
        list_.shrink_to_fit();
        return std::move(list_);
    }

private:
    Environment list_;
    std::unordered_map<std::string, std::size_t> index_;
};

}  // namespace

Parsed<Environment> environment(std::string_view text) {
    const auto tokens = environment_tokens(text);
    if (!tokens)
        return fault(tokens.error().message,
                     "close the quotation; note that ' ;' and ' #' begin a comment even inside one");
    VariableList variables({});
    for (std::size_t at = 0; at < tokens->size(); at += 4) {
        // Our words tell no part of it: what is taken for a name may be the rest of a value.
        if (tokens->size() - at < 3 || (*tokens)[at + 1] != "=")
            return fault(fmt::format("Unexpected end of key/value pairs in value '{}'", text),
                         R"(write KEY="value",KEY2="value 2", with values in quotes)",
                         fmt::format("variable {} of the list {}", at / 4 + 1,
                                     tokens->size() - at > 1 && (*tokens)[at + 1] == "="
                                         ? "has no value"
                                         : "is not followed by '='"));
        variables.set((*tokens)[at], (*tokens)[at + 2]);
    }
    return variables.take();
}

Environment merged(const Environment& base, const Environment& own) {
    if (base.empty() || own.empty())
        return base.empty() ? own : base;
    VariableList variables(base);
    for (const auto& [name, value] : own)
        variables.set(name, value);
    return variables.take();
}

}  // namespace supervise::config
