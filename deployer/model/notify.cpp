#include "model/notify.hpp"

#include <fmt/core.h>

#include "model/foreign.hpp"

namespace deployer::model {

namespace {

constexpr std::string_view forms = "write supervisor://SUPERVISOR/PROGRAM, supervisor://SUPERVISOR/GROUP, "
                                   "supervisor://SUPERVISOR or systemd://UNIT";

class Reader {
public:
    Reader(Assembly& assembly, const Named& named, const Notifier& notifier)
        : assembly_(assembly), named_(named), notifier_(notifier) {}

    std::vector<Notify> read(const std::vector<std::string>& texts) {
        for (at_ = 0; at_ < texts.size(); ++at_)
            one(texts[at_]);
        return std::move(result_);
    }

private:
    void error(std::string message, std::string remedy = {}) {
        const source::Node* value = notifier_.node.find("notify");
        const bool is_list = value->is_list();
        assembly_.reading.error(is_list ? value->items[at_].place : value->place,
                                fmt::format("{}.notify{}", notifier_.origin.path,
                                            is_list ? fmt::format("[{}]", at_) : std::string()),
                                fmt::format("{}: {}", notifier_.subject, message), std::move(remedy));
    }

    void one(const std::string& text) {
        const std::size_t mark = text.find("://");
        if (mark == std::string::npos)
            return without_scheme(text);
        const std::string scheme = text.substr(0, mark), rest = text.substr(mark + 3);
        if (scheme == "systemd")
            unit(rest);
        else if (scheme == "supervisor")
            of_supervisor(rest);
        else if (const auto foreign = foreign_scheme(scheme, quoted(text)))
            error(foreign->message, foreign->remedy);
        else
            error(fmt::format("notify '{}' must begin with 'systemd://' or 'supervisor://'", quoted(text)),
                  std::string(forms));
    }

    /// HADeploy 0.5.3's form: "s:p" is a program, a bare word a unit (HD-NOTIF-02).
    void without_scheme(const std::string& text) {
        const std::size_t colon = text.find(':');
        if (colon == std::string::npos)
            unit(text);
        else
            of_supervisor(program_path(text.substr(0, colon), text.substr(colon + 1)));
    }

    void unit(std::string name) {
        if (!assembly_.parts.systemd)
            return;
        if (name.ends_with(".service"))
            name.resize(name.size() - std::string_view(".service").size());
        const auto found = named_.units.find(name);
        if (found == named_.units.end())
            return error(
                fmt::format("There is no systemd_unit named '{}' defined in this deployment", quoted(name)),
                meant_of(named_.units, name));
        add({Notify::Kind::unit, 0, found->second.index}, found->second.good,
            fmt::format("systemd_unit '{}'", name), assembly_.model.units[found->second.index].scope);
    }

    void of_supervisor(const std::string& path) {
        if (!assembly_.parts.supervisor)
            return;
        if (path.find('/') == std::string::npos || path.ends_with('/'))
            return whole(path.substr(0, path.find('/')));
        const Model& model = assembly_.model;
        if (const auto program = named_.programs.find(path); program != named_.programs.end()) {
            const Program& target = model.programs[program->second.index];
            add({Notify::Kind::program, target.supervisor, program->second.index}, program->second.good,
                fmt::format("supervisor program '{}'", target.name), target.scope);
        } else if (const auto group = named_.groups.find(path); group != named_.groups.end()) {
            const ProgramGroup& target = model.program_groups[group->second.index];
            add({Notify::Kind::group, target.supervisor, group->second.index}, group->second.good,
                fmt::format("supervisor group '{}'", target.name), target.scope);
        } else if (!named_.broken.contains(path)) {
            std::string remedy = meant_of(named_.programs, path);
            error(fmt::format("There is no supervisor/program '{}' defined in this deployment", quoted(path)),
                  remedy.empty() ? meant_of(named_.groups, path) : std::move(remedy));
        }
    }

    void whole(const std::string& name) {
        const auto found = named_.supervisors.find(name);
        if (found == named_.supervisors.end())
            return error(fmt::format("There is no supervisor '{}' defined in this deployment", quoted(name)),
                         meant_of(named_.supervisors, name));
        add({Notify::Kind::supervisor, found->second.index, 0}, found->second.good,
            fmt::format("supervisor '{}'", name), assembly_.model.supervisors[found->second.index].scope);
    }

    void add(Notify notify, bool good, const std::string& target, const Scope& scope) {
        result_.push_back(notify);
        if (!good || !notifier_.good)
            return;
        if (const auto host = HostNames::outside(notifier_.scope.hosts, scope.hosts))
            error(fmt::format("Scope is '{}' while scope of {} is '{}'", notifier_.scope.text, target,
                              scope.text),
                  fmt::format("'{}' has the one without the other", assembly_.names.name(*host)));
    }

    static std::string meant_of(const std::map<std::string, Named::Entry, std::less<>>& names,
                                std::string_view word) {
        std::vector<std::string_view> known;
        for (const auto& entry : names)
            known.emplace_back(entry.first);
        return meant(word, known);
    }

    Assembly& assembly_;
    const Named& named_;
    const Notifier& notifier_;
    std::vector<Notify> result_;
    std::size_t at_ = 0;
};

}  // namespace

std::vector<Notify> read_notify(Assembly& assembly, const Named& named, const Notifier& notifier,
                                const std::vector<std::string>& texts) {
    return Reader(assembly, named, notifier).read(texts);
}

}  // namespace deployer::model
