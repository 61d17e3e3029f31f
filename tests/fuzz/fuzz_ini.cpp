// Any bytes as an INI file: no crash, and what is read is what a second reading gives.
#include <algorithm>
#include <cstdint>

#include "config/ini.hpp"
#include "config/text.hpp"
#include "expect.hpp"

using namespace supervise;

namespace {

bool same(const config::Section& a, const config::Section& b) {
    return a.name() == b.name() &&
           std::equal(a.entries().begin(), a.entries().end(), b.entries().begin(), b.entries().end(),
                      [](const config::Entry& x, const config::Entry& y) {
                          return x.key == y.key && x.value == y.value && x.place.line == y.place.line;
                      });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    config::Document first;
    config::Document second;
    const auto fault = config::read_ini(first, "a", text);
    fuzz::expect(fault.has_value() == config::read_ini(second, "a", text).has_value());
    fuzz::expect(!fault || !fault->text.empty());
    fuzz::expect(std::equal(first.sections().begin(), first.sections().end(), second.sections().begin(),
                            second.sections().end(), same));
    if (fault)
        return 0;
    for (const config::Section& section : first.sections())
        for (const config::Entry& entry : section.entries()) {
            fuzz::expect(section.find(entry.key) == &entry);
            fuzz::expect(entry.key == config::lower(entry.key));
            fuzz::expect(config::strip_right(entry.value) == entry.value);
            fuzz::expect(entry.place.line > 0 && entry.place.line <= size);
        }
    first.expand_here("/here");
    for (const config::Section& section : first.sections())
        for (const config::Entry& entry : section.entries())
            fuzz::expect(entry.value.find("%(here)s") == std::string::npos);
    return 0;
}
