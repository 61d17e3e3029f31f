/// Any text as a value of a file that a deployment generates: it is refused, or a daemon reads what was
/// meant.
#include <cstdint>

#include "config/expand.hpp"
#include "config/ini.hpp"
#include "config/text.hpp"
#include "expect.hpp"
#include "plan/ini_text.hpp"

using namespace supervise;
using deployer::plan::Percent;

namespace {

/// The value as the daemon reads it from the file; nothing when it does not go into one.
std::optional<std::string> written_and_read(std::string_view text, Percent percent) {
    deployer::plan::IniText file(deployer::plan::banner("web.conf", "main"));
    file.section("program:web");
    const auto added = file.option("command", text, percent);
    if (!added) {
        fuzz::expect(added.error().message.starts_with("command: "));
        return std::nullopt;
    }
    fuzz::expect(file.option("priority", "1").has_value());
    config::Document document;
    fuzz::expect(!config::read_ini(document, "web.conf", file.text()));
    const config::Section* section = document.find("program:web");
    fuzz::expect(section != nullptr && section->entries().size() == 2);
    fuzz::expect(section->find("priority")->value == "1");
    return section->find("command")->value;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const config::EnvironmentNames names;
    const config::Scope scope(names);
    if (const auto value = written_and_read(text, Percent::literal)) {
        const auto expanded = config::expand(*value, scope, "program:web.command");
        fuzz::expect(expanded && *expanded == config::strip(text));
    }
    static_cast<void>(written_and_read(text, Percent::expansion));
    return 0;
}
