// Programs of supervisors (HD-PRG).
#include <algorithm>

#include <fmt/core.h>

#include "config/limits.hpp"
#include "model/assembly.hpp"
#include "model/content_source.hpp"
#include "model/names.hpp"
#include "model/section_keys.hpp"
#include "sys/number.hpp"

namespace deployer::model {

namespace config = supervise::config;

namespace {

using Kind = Program::Kind;

std::optional<Kind> find_kind(std::string_view word) {
    if (word == "program")
        return Kind::program;
    if (word == "fcgi-program")
        return Kind::fcgi_program;
    if (word == "eventlistener")
        return Kind::eventlistener;
    return std::nullopt;
}

class Checker {
public:
    Checker(Assembly& assembly, ProgramDraft& draft)
        : assembly_(assembly),
          reading_(assembly.reading),
          draft_(draft),
          subject_(fmt::format("Supervisor_program '{}'", quoted(draft.name))) {}

    /// `supervisor` is null when it is not defined; the checks that need it are left out.
    void run(const Supervisor* supervisor, bool supervisor_good) {
        refuse_if(reading_, draft_, "name", subject_, included_name_fault(draft_.name));
        settle_state(reading_, draft_, fmt::format("Supervisor_program {}", quoted(draft_.name)));
        check_kind();
        check_command();
        settle_numprocs();
        settle_stop_signals();
        if (!draft_.autostart_given)
            draft_.autostart = draft_.state == State::started;
        check_values();
        if (supervisor != nullptr)
            check_with(*supervisor, supervisor_good);
        write_options();
    }

private:
    void error(std::string_view key, const std::string& message, const std::string& remedy = {}) {
        refuse(reading_, draft_, key, fmt::format("{}: {}", subject_, message), remedy);
    }

    bool has(std::string_view key) const { return draft_.given.contains(key); }

    void set_default(const std::string& key, const std::string& text, jinja::Value value) {
        if (draft_.given.emplace(key, text).second)
            draft_.item.set(key, std::move(value));
    }

    void check_kind() {
        const auto kind = find_kind(draft_.type_text);
        if (!kind)
            return error("type", fmt::format("type '{}' is not valid", quoted(draft_.type_text)),
                         "write program, fcgi-program or eventlistener");
        draft_.kind = *kind;
        for (const SectionKey& key : program_section_keys()) {
            const std::string name(key.option->name);
            if (!key.only)
                continue;
            if (*key.only != *kind && has(name))
                error(name, fmt::format("'{}' is only for type {}", name,
                                        *key.only == Kind::eventlistener ? "eventlistener" : "fcgi-program"));
            else if (*key.only == *kind && key.option->required && !has(name) &&
                     draft_.conf_file_text.empty())
                error(name,
                      fmt::format("A '{}' parameter must be provided for type {}", name, draft_.type_text));
        }
        const auto redirect = draft_.given.find("redirect_stderr");
        if (*kind == Kind::eventlistener && redirect != draft_.given.end() && redirect->second == "true")
            error("redirect_stderr", "redirect_stderr must be false for type eventlistener",
                  "remove it: standard output belongs to the listener protocol");
    }

    void check_command() {
        if (!draft_.conf_file_text.empty()) {
            draft_.conf_file_src.emplace().written = draft_.conf_file_text;
            if (auto fault = find_content(assembly_, *draft_.conf_file_src, Wanted::file))
                error("conf_file_src",
                      fault->unknown_scheme ? fmt::format("{} is not a valid form. Unknown scheme.",
                                                          quoted(draft_.conf_file_text))
                                            : fault->message,
                      fault->remedy);
        } else if (!has("command")) {
            error("command",
                  "A 'command' parameter must be provided if using the default configuration file (No "
                  "'conf_file_src' parameter)");
        } else if (draft_.given.at("command").empty()) {
            error("command", "the command is empty");
        }
    }

    void settle_numprocs() {
        const auto given = draft_.given.find("numprocs");
        if (given == draft_.given.end())
            return;
        const std::string& text = given->second;
        const int count = supervise::leading_number<int>(text).value;
        if (count < 1 || count > config::limits::max_numprocs)
            return error("numprocs",
                         fmt::format("numprocs is not between 1 and {}", config::limits::max_numprocs));
        draft_.numprocs = count;
        if (count == 1)
            return;
        set_default("process_name", "%(program_name)s_%(process_num)02d",
                    "%(program_name)s_%(process_num)02d");
        if (draft_.given.at("process_name").find("%(process_num)") == std::string::npos &&
            !has_expression(draft_.given.at("process_name")))
            error("process_name", "process_name must hold %(process_num), because numprocs is above 1",
                  "write \"%(program_name)s_%(process_num)02d\", or leave it out");
    }

    /// Children of a program go with it, unless the description says otherwise (HD-PRG-32). supervisord
    /// refuses a stopasgroup without killasgroup.
    void settle_stop_signals() {
        const bool kills_one = has("killasgroup") && draft_.given.at("killasgroup") == "false";
        set_default("stopasgroup", kills_one ? "false" : "true", !kills_one);
        if (kills_one && draft_.given.at("stopasgroup") == "true")
            error("killasgroup", "stopasgroup is yes, so killasgroup cannot be no", "remove killasgroup");
        set_default("killasgroup", "true", true);
    }

    void check_values() {
        for (const SectionKey& key : program_section_keys()) {
            const auto given = draft_.given.find(key.option->name);
            if (given == draft_.given.end())
                continue;
            if (auto fault = section_value_fault(*key.option, given->second))
                error(
                    key.option->name,
                    fmt::format("{}: {}", key.option->name, fault->what.empty() ? fault->text : fault->what),
                    fault->remedy);
        }
    }

    void check_with(const Supervisor& supervisor, bool supervisor_good) {
        const auto user = draft_.given.find("user");
        if (user != draft_.given.end() && user->second != supervisor.user && supervisor.user != "root" &&
            !has_expression(user->second) && !has_expression(supervisor.user))
            error("user",
                  fmt::format("user '{}' is not the user '{}' of its supervisor, which is not root",
                              quoted(user->second), supervisor.user),
                  "remove it, or give the program to a supervisor of root");
        if (draft_.no_remove && !supervisor.no_remove)
            refuse(reading_, draft_, "no_remove",
                   fmt::format("{} has no remove flag set while its supervisor ({}) has not!", subject_,
                               supervisor.name));
        settle_hosts(supervisor, supervisor_good);
        draft_.item.set("scope", draft_.scope.text);
        draft_.item.set("autostart", draft_.autostart);
        draft_.item.set("supervisorOwner", supervisor.user);
        draft_.item.set("supervisorGroup", supervisor.group);
        draft_.item.set("supervisorConf", supervisor.conf_file_dst);
        draft_.item.set("conf_file_dst", fmt::format("{}/{}_prg{}", supervisor.include_dir, draft_.name,
                                                     supervisor.file_suffix));
        draft_.item.set("_name_", draft_.name + (draft_.numprocs > 1 ? ":" : ""));
    }

    void settle_hosts(const Supervisor& supervisor, bool supervisor_good) {
        if (draft_.scope.text.empty()) {
            draft_.scope = supervisor.scope;
            return;
        }
        settle_scope(reading_, assembly_.names, draft_, subject_, ScopeWords::services);
        if (!draft_.good || !supervisor_good)
            return;
        if (const auto host = HostNames::outside(draft_.scope.hosts, supervisor.scope.hosts))
            error("scope",
                  fmt::format("Scope is '{}' while scope of supervisor '{}' is '{}'", draft_.scope.text,
                              supervisor.name, supervisor.scope.text),
                  fmt::format("'{}' is not a host of the supervisor", assembly_.names.name(*host)));
    }

    void write_options() {
        for (const SectionKey& key : program_section_keys()) {
            if (key.option->name == "autostart") {
                draft_.options.emplace_back("autostart", draft_.autostart ? "true" : "false");
                continue;
            }
            const auto given = draft_.given.find(key.option->name);
            if (given != draft_.given.end())
                draft_.options.emplace_back(given->first, given->second);
        }
    }

    Assembly& assembly_;
    Reading& reading_;
    ProgramDraft& draft_;
    std::string subject_;
};

}  // namespace

std::string program_path(std::string_view supervisor, std::string_view name) {
    return fmt::format("{}/{}", supervisor, name);
}

std::optional<State> find_state(std::string_view word) {
    if (word == "started")
        return State::started;
    if (word == "stopped")
        return State::stopped;
    if (word == "current")
        return State::current;
    return std::nullopt;
}

void read_programs(Assembly& assembly, Named& named) {
    auto drafts = read_block(assembly.reading, "supervisor_programs", program_rows());
    if (!assembly.parts.supervisor)
        return;
    for (ProgramDraft& draft : drafts) {
        const Named::Entry* entry = find_supervisor(assembly, named, draft, "supervisor_program");
        const Supervisor* supervisor = entry != nullptr ? &assembly.model.supervisors[entry->index] : nullptr;
        Checker(assembly, draft).run(supervisor, entry != nullptr && entry->good);
        const std::string path = program_path(draft.supervisor_name, draft.name);
        if (entry == nullptr) {
            named.broken.insert(path);
            continue;
        }
        draft.supervisor = entry->index;
        const auto added = named.programs.emplace(
            path, Named::Entry{assembly.model.programs.size(), draft.good && entry->good});
        if (!added.second && !draft.name.empty())
            refuse(assembly.reading, draft, "name",
                   fmt::format("supervisor_program '{}' is defined twice in supervisor '{}'",
                               quoted(draft.name), draft.supervisor_name),
                   fmt::format("the first is at {}",
                               assembly.model.programs[added.first->second.index].origin.place.text()));
        assembly.model.programs.push_back(static_cast<Program&&>(draft));
    }
}

}  // namespace deployer::model
