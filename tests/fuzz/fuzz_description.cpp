/// A description of the deployer, from bytes to the merged document: nothing crashes, hangs or grows beyond
/// the limits, and every problem has a text.
#include <cstddef>
#include <cstdint>
#include <string>

#include "expect.hpp"
#include "source/load.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace deployer::source;
    using supervise::fuzz::expect;
    const std::string text(reinterpret_cast<const char*>(bytes), size);
    LoadContext context;
    context.folder = "/base";
    context.home = "/home/me";
    // The file includes itself under any name but one.
    context.read = [&text](const std::string& path) -> supervise::Result<std::string> {
        if (path.ends_with("other.yml"))
            return std::string("vars: {o: &o {p: q}}\n");
        return path == "/base/app.yml" ? supervise::Result<std::string>(text)
                                       : supervise::fail("no such file");
    };
    const Loaded loaded = load(
        {{Source::Kind::variable, "v=1"}, {Source::Kind::file, "other.yml"}, {Source::Kind::file, "app.yml"}},
        context);
    expect(loaded.document.root.is_map());
    for (const Problem& problem : loaded.problems)
        expect(!problem.text().empty());
    for (const Variable& variable : loaded.document.variables)
        static_cast<void>(variable.value.repr());
    return 0;
}
