// Services of systemd (HD-SYSD).
#include <fmt/core.h>

#include "model/assembly.hpp"
#include "model/content_source.hpp"
#include "model/names.hpp"

namespace deployer::model {

namespace {

void settle_action(Reading& reading, UnitDraft& draft, std::string_view subject) {
    using OnNotify = SystemdUnit::OnNotify;
    const std::string& word = draft.action_text;
    if (word == "restart" || word == "reload" || word == "none") {
        draft.action_on_notify = word == "restart"  ? OnNotify::restart
                                 : word == "reload" ? OnNotify::reload
                                                    : OnNotify::none;
        return;
    }
    refuse(reading, draft, "action_on_notify",
           fmt::format("{}: action_on_notify value '{}' is not valid. Must be one of none, reload, restart",
                       subject, quoted(word)),
           meant(word, std::vector<std::string_view>{"none", "reload", "restart"}));
}

void check(Assembly& assembly, UnitDraft& draft) {
    Reading& reading = assembly.reading;
    const std::string subject = fmt::format("Systemd_unit {}", quoted(draft.name));
    refuse_if(reading, draft, "name", subject, unit_name_fault(draft.name));
    settle_scope(reading, assembly.names, draft, subject, ScopeWords::services);
    settle_state(reading, draft, subject);
    settle_action(reading, draft, subject);
    if (draft.source.written.empty())
        return;
    if (auto fault = find_content(assembly, draft.source, Wanted::file))
        refuse(reading, draft, "unit_file",
               fmt::format("Systemd_unit '{}': {}", quoted(draft.name),
                           fault->unknown_scheme ? fmt::format("{} is not a valid form. Unknown scheme.",
                                                               quoted(draft.source.written))
                                                 : fault->message),
               fault->remedy);
}

}  // namespace

void read_units(Assembly& assembly, Named& named) {
    auto drafts = read_block(assembly.reading, "systemd_units", unit_rows());
    if (!assembly.parts.systemd)
        return;
    for (UnitDraft& draft : drafts) {
        if (draft.name.ends_with(".service"))
            draft.name.resize(draft.name.size() - std::string_view(".service").size());
        check(assembly, draft);
        const auto added =
            named.units.emplace(draft.name, Named::Entry{assembly.model.units.size(), draft.good});
        if (!added.second && !draft.name.empty())
            refuse(assembly.reading, draft, "name",
                   fmt::format("systemd_unit '{}' is defined twice!", quoted(draft.name)),
                   fmt::format("the first is at {}",
                               assembly.model.units[added.first->second.index].origin.place.text()));
        assembly.model.units.push_back(static_cast<SystemdUnit&&>(draft));
    }
}

}  // namespace deployer::model
