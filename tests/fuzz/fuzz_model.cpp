/// Any text as a description, all the way to the model: every problem has a text, and without one each index
/// of the model points at something.
#include <cstdint>

#include "expect.hpp"
#include "model/read.hpp"
#include "numbers.hpp"
#include "source/load.hpp"

using namespace deployer;
using supervise::fuzz::expect;

namespace {

constexpr std::string_view inventory = "[web]\nw[1:3] ansible_host=10.0.0.1\n[web:vars]\nx=1\n";

model::ReadContext context_of(const std::string& text) {
    model::ReadContext context;
    context.action = model::Action::deploy;
    context.load.folder = "/base";
    context.load.home = "/home/me";
    context.load.read = [&text](const std::string& path) -> supervise::Result<std::string> {
        if (path == "/base/app.yml")
            return text;
        return path.ends_with("inventory") ? supervise::Result<std::string>(std::string(inventory))
                                           : supervise::fail("no such file");
    };
    context.look = [](const std::string& path) {
        return path.find("folder") != std::string::npos ? model::ReadContext::Found::folder
               : path.find("none") != std::string::npos ? model::ReadContext::Found::nothing
                                                        : model::ReadContext::Found::file;
    };
    context.ask_password = [](const std::string&) { return std::string("password"); };
    context.read_password = [](const std::string&) { return supervise::Result<std::string>("password"); };
    context.decrypt = [](std::string_view, const std::string&) -> supervise::Result<std::string> {
        return std::string(inventory);
    };
    return context;
}

template <typename Item>
void expect_hosts(const model::Model& model, const std::vector<Item>& items) {
    for (const Item& item : items)
        for (const std::size_t host : item.scope.hosts)
            expect(host < model.hosts.size());
}

void look_at(const model::Model& model) {
    expect_hosts(model, model.groups);
    expect_hosts(model, model.users);
    expect_hosts(model, model.folders);
    expect_hosts(model, model.files);
    expect_hosts(model, model.trees);
    expect_hosts(model, model.units);
    expect_hosts(model, model.supervisors);
    expect_hosts(model, model.programs);
    expect_hosts(model, model.program_groups);
    for (const model::HostGroup& group : model.host_groups)
        for (const std::size_t host : group.hosts)
            expect(host < model.hosts.size());
    for (const model::Program& program : model.programs) {
        expect(program.supervisor < model.supervisors.size());
        expect(!program.group || *program.group < model.program_groups.size());
    }
    for (const model::ProgramGroup& group : model.program_groups) {
        expect(group.supervisor < model.supervisors.size());
        for (const std::size_t program : group.programs)
            expect(program < model.programs.size());
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    if (supervise::fuzz::has_large_number(text, 6))
        return 0;
    const model::ReadContext context = context_of(text);
    const source::Loaded loaded = source::load({{source::Source::Kind::file, "app.yml"}}, context.load);
    const model::ReadModel read = model::read(loaded.document, context);
    for (const source::Problem& problem : read.problems)
        expect(!problem.text().empty() && problem.text().find('\n') == std::string::npos);
    if (!source::has_errors(loaded.problems) && !source::has_errors(read.problems))
        look_at(read.model);
    return 0;
}
