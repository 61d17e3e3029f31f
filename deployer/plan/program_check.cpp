#include "plan/program_check.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "config/group_reader.hpp"
#include "sys/file_source.hpp"

namespace deployer::plan {

namespace config = supervise::config;
namespace sys = supervise::sys;

namespace {

constexpr std::string_view environment_begin = "%(ENV_";

/// The accounts of a host that nobody has asked.
class AnyUsers final : public sys::Users {
public:
    std::optional<sys::Account> by_name(const std::string& name) const override {
        if (name.empty() || name.find_first_of(" \t\n:/") != std::string::npos)
            return std::nullopt;
        return sys::Account{name, 1, 1, "/"};
    }
    std::optional<sys::Account> by_uid(unsigned uid) const override {
        return sys::Account{"account", uid, 1, "/"};
    }
    std::optional<unsigned> gid_of(const std::string& group) const override {
        return by_name(group) ? std::optional(1U) : std::nullopt;
    }
    bool has_group(unsigned /*gid*/) const override { return true; }
    std::vector<unsigned> groups_of(const sys::Account& account) const override { return {account.gid}; }
};

/// Its files: whatever folder a program names is there.
class AnyFolders final : public sys::FileSource {
public:
    supervise::Result<std::string> read(const std::string& path, std::size_t /*max_bytes*/,
                                        Accept /*accept*/) const override {
        return supervise::fail("'" + path + "' is not here");
    }
    bool exists(const std::string& /*path*/) const override { return true; }
    bool is_directory(const std::string& /*path*/) const override { return true; }
    bool is_executable(const std::string& /*path*/) const override { return true; }
    bool has_entry(const std::string& /*path*/) const override { return true; }
    bool is_readable_by_others(const std::string& /*path*/) const override { return false; }
    bool is_writable_by_others(const std::string& /*path*/) const override { return false; }
    bool is_own_and_readable_by_others(const std::string& /*path*/) const override { return false; }
    std::vector<sys::PathStatus> way_to(const std::string& /*path*/) const override { return {}; }
    std::vector<std::string> names_in(const std::string& /*folder*/) const override { return {}; }
};

class Check {
public:
    explicit Check(const std::vector<std::string_view>& texts) : texts_(texts) {}

    std::vector<IncludedFault> faults() {
        for (std::size_t i = 0; i < texts_.size(); ++i)
            read(i);
        if (!faults_.empty())
            return std::move(faults_);
        config::GroupReader(reading_, {}).read();
        for (config::Diagnostic& found : reading_.findings.take_diagnostics())
            if (found.severity == config::Severity::error && !depends_on_environment(found))
                add(std::move(found));
        return std::move(faults_);
    }

private:
    void read(std::size_t index) {
        std::string name = std::to_string(index);
        by_name_[name] = index;
        set_environment(texts_[index]);
        if (auto fault = config::read_ini(reading_.document, std::move(name), texts_[index]))
            faults_.push_back(
                {index, fault->lines.empty() ? 0 : fault->lines.front(), {}, {}, std::move(fault->text), {}});
    }

    void set_environment(std::string_view text) {
        for (std::size_t at = text.find(environment_begin); at != std::string_view::npos;
             at = text.find(environment_begin, at)) {
            at += environment_begin.size();
            reading_.names.set(std::string(text.substr(at, text.find(')', at) - at)), "1");
        }
    }

    bool depends_on_environment(const config::Diagnostic& found) const {
        const config::Section* section = reading_.document.find(found.section);
        const config::Entry* entry =
            section != nullptr ? reading_.document.option(*section, found.key) : nullptr;
        return entry != nullptr && entry->value.find(environment_begin) != std::string::npos;
    }

    void add(config::Diagnostic found) {
        if (const auto file = by_name_.find(found.file); file != by_name_.end())
            faults_.push_back({file->second, found.line, std::move(found.section), std::move(found.key),
                               std::move(found.what), std::move(found.remedy)});
    }

    const std::vector<std::string_view>& texts_;
    AnyFolders folders_;
    AnyUsers users_;
    config::Surroundings around_{.files = folders_,
                                 .users = users_,
                                 .cwd = "/",
                                 .hostname = "host",
                                 .temp_dir = "/tmp",
                                 .environment = {}};
    config::Reading reading_{around_};
    std::map<std::string, std::size_t> by_name_;
    std::vector<IncludedFault> faults_;
};

/// What a host will say may fit where a placeholder does not.
bool may_fit(Maker& maker, const model::Program& program, const std::string& key) {
    if (!maker.context.placeholder_facts)
        return false;
    if (program.conf_file_src) {
        const auto text = maker.context.read ? maker.context.read(program.conf_file_src->path)
                                             : supervise::fail("there is no way to read files");
        return !text || holds_template(*text);
    }
    return std::ranges::any_of(program.options, [&](const auto& option) {
        return option.first == key && holds_template(option.second);
    });
}

/// A value that is a secret, or has one in it, is not shown.
std::string text_of(const IncludedFault& fault, bool is_secret) {
    const std::string what = is_secret ? "supervisord would refuse this value" : fault.what;
    return fault.key.empty() ? what : fmt::format("{}: {}", fault.key, what);
}

}  // namespace

std::vector<IncludedFault> faults_of(const std::vector<std::string_view>& texts) {
    return Check(texts).faults();
}

const task::Contents::Held* WrittenFiles::content_of(const task::EnsureFile& file) const {
    return maker_.plan.contents.find(file.content.sha256);
}

void WrittenFiles::add(const model::Program& program, std::size_t host, const task::EnsureFile& file) {
    files_[{program.supervisor, host}].push_back({&program, nullptr, content_of(file), file.secret});
}

void WrittenFiles::add(const model::ProgramGroup& group, std::size_t host, const task::EnsureFile& file) {
    files_[{group.supervisor, host}].push_back({nullptr, &group, content_of(file), file.secret});
}

void WrittenFiles::check() const {
    std::set<std::pair<std::size_t, std::vector<std::string_view>>> known;
    for (const auto& [daemon, written] : files_) {
        std::vector<std::string_view> texts;
        for (const Written& file : written)
            texts.push_back(file.content != nullptr && file.content->bytes
                                ? std::string_view(*file.content->bytes)
                                : std::string_view());
        // One that could not be rendered is a problem already, and may be one of its group.
        const bool is_whole = std::ranges::find(texts, "") == texts.end();
        if (const auto [at, is_new] = known.emplace(daemon.first, std::move(texts)); is_new && is_whole)
            for (const IncludedFault& fault : faults_of(at->second))
                complain(written[fault.file], fault, daemon.second);
    }
}

void WrittenFiles::complain(const Written& written, const IncludedFault& fault, std::size_t host) const {
    const std::string remedy = written.is_secret ? std::string() : fault.remedy;
    const std::string text = text_of(fault, written.is_secret);
    if (written.group != nullptr)
        return maker_.problems.add(written.group->origin, fault.key,
                                   fmt::format("supervisor_group '{}': {}", written.group->name, text),
                                   remedy, maker_.host_name(host));
    const model::Program& program = *written.program;
    if (may_fit(maker_, program, fault.key))
        return;
    const std::string subject = fmt::format("Supervisor_program '{}'", program.name);
    if (program.conf_file_src)
        maker_.problems.add(program.origin, "conf_file_src",
                            fmt::format("{}: line {} of what '{}' renders to: {}{}", subject, fault.line,
                                        program.conf_file_src->written,
                                        fault.section.empty() ? "" : "[" + fault.section + "] ", text),
                            remedy, maker_.host_name(host));
    else
        maker_.problems.add(program.origin, fault.key, fmt::format("{}: {}", subject, text), remedy,
                            maker_.host_name(host));
}

}  // namespace deployer::plan
