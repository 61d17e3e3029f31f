// Any text as a whole configuration with an included file (after a line of ====): loading ends, says what is
// wrong in both of its ways or in none, and a configuration does not differ from itself.
#include <cstdint>

#include "config/check.hpp"
#include "config/difference.hpp"
#include "expect.hpp"
#include "fake/config_world.hpp"
#include "numbers.hpp"

using namespace supervise;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (fuzz::has_large_number(text))
        return 0;
    constexpr std::string_view separator = "\n====\n";
    const std::size_t end = text.find(separator);
    fake::ConfigWorld world;
    world.files.files["/base/d.conf"] =
        end == std::string_view::npos ? std::string() : std::string(text.substr(end + separator.size()));
    const config::LoadResult result = world.load(std::string(text.substr(0, end)), config::Depth::everything);
    const std::string report = config::check_report(result.diagnostics);
    const auto lines = static_cast<std::size_t>(std::count(report.begin(), report.end(), '\n'));
    fuzz::expect(lines == (result.diagnostics.empty() ? 0 : result.diagnostics.size() + 1));
    if (result.error) {
        fuzz::expect(config::check_status(result.diagnostics, false) == 2);
    } else {
        std::vector<const config::GroupConfig*> active;
        for (const config::GroupConfig& group : result.model.groups)
            active.push_back(&group);
        fuzz::expect(config::difference(active, result.model.groups).empty());
    }
    (void)world.load_ctl(std::string(text));
    return 0;
}
