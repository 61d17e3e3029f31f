// Any text as an `environment` value, a command, an environment file, and as every simple value type.
#include <cstdint>
#include <set>

#include "config/environment_file.hpp"
#include "config/shell_words.hpp"
#include "config/suggest.hpp"
#include "config/text.hpp"
#include "config/values.hpp"
#include "expect.hpp"

using namespace supervise;

namespace {

void expect_unique_names(const config::Environment& environment) {
    std::set<std::string> names;
    for (const auto& variable : environment)
        fuzz::expect(names.insert(variable.first).second);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto variables = config::environment(text)) {
        expect_unique_names(*variables);
        fuzz::expect(config::merged(*variables, *variables) == *variables);
    }
    if (const auto variables = config::parse_environment_file(text))
        expect_unique_names(*variables);
    if (const auto words = config::command_words(text))
        fuzz::expect(!words->empty());
    if (const auto size_value = config::byte_size(text); size_value && *size_value >= 0)
        fuzz::expect(config::wide_integer(std::to_string(*size_value)) == *size_value);
    if (const auto mode = config::octal(text))
        fuzz::expect(*mode <= 07777);
    if (const auto codes = config::exit_codes(text))
        for (const int code : *codes)
            fuzz::expect(code >= 0 && code <= 255);
    if (const auto name = config::process_or_group_name(text))
        fuzz::expect(name->find_first_of(" :/") == std::string::npos);
    (void)config::integer(text);
    (void)config::boolean(text);
    (void)config::signal_number(text);
    (void)config::autorestart(text);
    (void)config::log_level(text);
    (void)config::inet_address(text);
    (void)config::url(text);
    fuzz::expect(config::python_repr(text).size() >= 2);
    fuzz::expect(config::edit_distance(text, text, 3) == (size <= 64 ? 0U : 4U));
    return 0;
}
