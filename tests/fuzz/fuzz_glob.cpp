// A pattern and a name, parted by a newline: the matcher ends, and a name without special characters matches
// itself.
#include <cstdint>

#include "config/glob.hpp"
#include "expect.hpp"

using namespace supervise;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::string_view pattern = text.substr(0, text.find('\n'));
    const std::string_view name = text.substr(pattern.size() < size ? pattern.size() + 1 : size);
    (void)config::name_matches(name, pattern);
    fuzz::expect(config::name_matches(name, "*"));
    if (pattern.find_first_of("*?[") == std::string_view::npos)
        fuzz::expect(config::name_matches(name, pattern) == (name == pattern));
    return 0;
}
