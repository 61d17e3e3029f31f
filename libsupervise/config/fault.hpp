/// Why a value is refused: in Supervisor's words for the daemon's one error, in ours for the list of all
/// problems.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <tl/expected.hpp>

namespace supervise::config {

struct Fault {
    std::string text;    ///< Supervisor's words
    std::string what;    ///< ours, when they are clearer; empty: the same
    std::string remedy;  ///< what to do; may be empty
};

template <typename T>
using Parsed = tl::expected<T, Fault>;

inline tl::unexpected<Fault> fault(std::string text, std::string remedy = {}, std::string what = {}) {
    return tl::unexpected<Fault>(Fault{std::move(text), std::move(what), std::move(remedy)});
}

/// For keys that are not Supervisor's: the daemon's one error says as much as the list of all problems does.
/// A program's section is named behind it anyway.
inline Fault named(Fault fault, std::string_view key) {
    fault.what = fault.text;
    fault.text = std::string(key).append(": ").append(fault.what);
    if (!fault.remedy.empty())
        fault.text.append("; ").append(fault.remedy);
    return fault;
}

inline Fault placed(Fault fault, std::string_view section, std::string_view key) {
    fault = named(std::move(fault), key);
    fault.text.insert(0, std::string("[").append(section).append("] "));
    return fault;
}

}  // namespace supervise::config
