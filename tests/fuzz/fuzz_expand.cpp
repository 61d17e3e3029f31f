// Any text as a value with %(...)s references: a bounded result or a message.
#include <cstdint>

#include "config/expand.hpp"
#include "config/limits.hpp"
#include "expect.hpp"

using namespace supervise;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    config::EnvironmentNames names;
    names.set("A", "50% \xC3\xA9");
    const config::Environment own{{"B", "x"}};
    config::Scope scope(names);
    scope.add("here", "/here")
        .add("process_num", std::int64_t{7})
        .add("minus", std::int64_t{-7})
        .add("zero", std::int64_t{0});
    scope.put_on_top(own);
    const auto result = config::expand(text, scope, "program:x.command");
    if (!result) {
        fuzz::expect(result.error().text.starts_with("Format string "));
        return 0;
    }
    fuzz::expect(result->size() <= config::limits::max_expanded_bytes);
    const bool holds_nul = text.find('\0') != std::string_view::npos;
    fuzz::expect(holds_nul || result->find('\0') == std::string::npos);
    return 0;
}
