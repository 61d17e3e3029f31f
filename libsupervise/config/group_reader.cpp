#include "config/group_reader.hpp"

#include <algorithm>
#include <functional>
#include <tuple>
#include <unordered_map>

#include <fmt/core.h>

#include "config/path.hpp"
#include "config/section_kind.hpp"
#include "config/suggest.hpp"
#include "config/text.hpp"
#include "config/values.hpp"

namespace supervise::config {

namespace {

constexpr unsigned default_socket_mode = 0700;

/// `priority` of a program as that of its group: read before the program's keys, with fewer names (CFG-068).
constexpr Option standalone_priority{"priority",    Type::integer,      "999", Names::here,
                                     Live::process, Origin::supervisor, ""};

}  // namespace

std::vector<GroupConfig> GroupReader::read() {
    using Reader = void (GroupReader::*)(const Section&);
    const auto each = [this](SectionKind kind, Reader reader) {
        for (const Section& section : reading_.document.sections())
            if (section_kind(section.name()) == kind && !grouped_.contains(&section))
                (this->*reader)(section);
    };
    each(SectionKind::group, &GroupReader::read_group);
    each(SectionKind::program, &GroupReader::read_program);
    each(SectionKind::eventlistener, &GroupReader::read_listener);
    each(SectionKind::fcgi_program, &GroupReader::read_fcgi);
    return sorted();
}

void GroupReader::read_group(const Section& section) {
    const auto name = process_or_group_name(section_suffix(section.name()));
    if (!name)
        report(reading_, section, nullptr, {}, name.error());
    GroupDraft draft;
    group_.select(reading_.document, section);
    group_.read(reading_, draft, std::ref(plain_));
    GroupConfig group;
    group.name = name ? *name : std::string(section_suffix(section.name()));
    group.priority = draft.priority;
    group.section = section.name();
    for (const std::string& program : draft.programs) {
        const Section* found = member(section, *group_.entry("programs"), program);
        if (found == nullptr)
            continue;
        grouped_.insert(found);
        auto processes = programs_.read(*found, group.name);
        std::move(processes.begin(), processes.end(), std::back_inserter(group.processes));
    }
    keep_one_process_of_a_name(group, section);
    groups_.push_back(std::move(group));
}

const std::vector<std::string_view>& GroupReader::program_names() {
    if (program_names_.empty())
        for (const Section& section : reading_.document.sections())
            if (const SectionKind kind = section_kind(section.name());
                kind == SectionKind::program || kind == SectionKind::fcgi_program)
                program_names_.push_back(section_suffix(section.name()));
    return program_names_;
}

/// The section that a group's list of programs names (CFG-176, CFG-177).
const Section* GroupReader::member(const Section& group, const Entry& entry, const std::string& program) {
    const Section* plain = reading_.document.find("program:" + program);
    const Section* fcgi = reading_.document.find("fcgi-program:" + program);
    if ((plain == nullptr) != (fcgi == nullptr))
        return plain != nullptr ? plain : fcgi;
    if (plain != nullptr) {
        report(reading_, group, &entry, "programs",
               {fmt::format("[{}] name {} is ambiguous (exists as program and fcgi-program)", group.name(),
                            program),
                fmt::format("{} is both a program and an fcgi-program", python_repr(program)),
                "rename one of them"});
        return nullptr;
    }
    const auto meant = reading_.findings.full() ? std::nullopt : closest(program, program_names());
    report(reading_, group, &entry, "programs",
           {fmt::format("[{}] names unknown program or fcgi-program {}", group.name(), program),
            fmt::format("there is no [program:{}]", program),
            meant ? fmt::format("did you mean {}?", *meant) : "add the section, or remove the name"});
    return nullptr;
}

void GroupReader::read_program(const Section& section) {
    GroupConfig group;
    group.section = section.name();
    const auto name = process_or_group_name(section_suffix(section.name()));
    if (!name)
        report(reading_, section, nullptr, {}, name.error());
    group.name = name ? *name : std::string(section_suffix(section.name()));
    if (const Entry* entry = reading_.document.option(section, "priority")) {
        const auto text = expanded_value(reading_, section, *entry, standalone_priority,
                                         plain_(standalone_priority), Suffix::none);
        if (const auto priority = text ? integer(*text) : Parsed<int>(group.priority))
            group.priority = *priority;
        else
            report(reading_, section, entry, "priority", priority.error());
    }
    group.processes = programs_.read(section, group.name);
    keep_one_process_of_a_name(group, section);
    groups_.push_back(std::move(group));
}

void GroupReader::read_listener(const Section& section) {
    ListenerDraft draft;
    draft.listener.result_handler = "supervisor.dispatchers:default_handler";
    listener_.select(reading_.document, section);
    listener_.read(
        reading_, draft, std::ref(plain_), Suffix::none, [](const Option&) {},
        [&](const Option&) {
            return Fault{fmt::format("[{}] section requires an \"events\" line", section.name()),
                         "the section has no events", "write events=EVENT"};
        });
    GroupConfig group;
    group.section = section.name();
    group.name = strip(section_suffix(section.name()));
    group.priority = draft.priority;
    group.processes = programs_.read(section, group.name);
    group.listener = std::move(draft.listener);
    keep_one_process_of_a_name(group, section);
    groups_.push_back(std::move(group));
}

void GroupReader::read_fcgi(const Section& section) {
    GroupConfig group;
    group.section = section.name();
    const auto name = process_or_group_name(section_suffix(section.name()));
    if (!name)
        report(reading_, section, nullptr, {}, name.error());
    group.name = name ? *name : std::string(section_suffix(section.name()));
    FcgiDraft draft;
    Scope socket(reading_.names);
    socket.add("here", reading_.here).add("program_name", group.name);
    fcgi_.select(reading_.document, section);
    const bool good = fcgi_.read(
        reading_, draft,
        [&](const Option& option) -> const Scope& {
            return option.names == Names::socket ? socket : plain_(option);
        },
        Suffix::none, [](const Option&) {},
        [&](const Option&) {
            return Fault{fmt::format("[{}] section requires a \"socket\" line", section.name()),
                         "the section has no socket", "write socket=unix:///path or tcp://host:port"};
        });
    if (good)
        settle_socket(section, draft);
    group.priority = draft.priority;
    group.socket = std::move(draft.socket);
    group.processes = programs_.read(section, group.name);
    keep_one_process_of_a_name(group, section);
    groups_.push_back(std::move(group));
}

bool GroupReader::settle_socket(const Section& section, FcgiDraft& draft) {
    auto parsed = parse_socket(draft);
    if (parsed)
        return true;
    parsed.error().text += fmt::format(" in [{}] socket", section.name());
    report(reading_, section, fcgi_.entry("socket"), "socket", parsed.error());
    return false;
}

/// CFG-195 to CFG-199. The texts with a tuple in them are Supervisor's own.
Parsed<void> GroupReader::parse_socket(FcgiDraft& draft) const {
    constexpr std::string_view unix_scheme = "unix://";
    constexpr std::string_view tcp_scheme = "tcp://";
    const std::string_view url = draft.url;
    if (url.starts_with(unix_scheme)) {
        const std::string_view path = url.substr(unix_scheme.size());
        if (!is_absolute(path))
            return fault(
                fmt::format("('Unix socket path %s is not an absolute path', {})", python_repr(path)),
                "write unix:///absolute/path", python_repr(path) + " is not an absolute path");
        draft.socket.url = std::string(unix_scheme) + reading_.places.normal_path(path);
        draft.socket.mode = draft.socket.mode.value_or(default_socket_mode);
        const sys::Users& users = reading_.places.around().users;
        if (!draft.owner && draft.uid && *draft.uid != reading_.places.around().uid)
            if (const auto account = users.by_uid(*draft.uid))
                draft.owner = Owner{account->uid, account->gid};
        if (draft.owner) {
            draft.socket.uid = draft.owner->uid;
            draft.socket.gid = draft.owner->gid;
        }
        return {};
    }
    if (draft.owner || draft.socket.mode)
        return fault("socket_owner and socket_mode params should only be used with a Unix domain socket",
                     "remove them, or use unix:///path");
    const std::string_view rest =
        url.starts_with(tcp_scheme) ? url.substr(tcp_scheme.size()) : std::string_view{};
    const std::size_t colon = rest.find(':');
    const std::string_view host = rest.substr(0, colon);
    const std::string_view port =
        colon == std::string_view::npos ? std::string_view{} : rest.substr(colon + 1);
    if (host.empty() || split_words(host).size() != 1 || strip(host) != host || port.empty() ||
        port.find_first_not_of("0123456789") != std::string_view::npos)
        return fault(fmt::format("('Bad socket format %s', {})", python_repr(url)),
                     "write unix:///path or tcp://host:port", python_repr(url) + " is not a socket");
    const auto number = port_number(port);
    if (!number)
        return tl::unexpected<Fault>(number.error());
    draft.socket.url = fmt::format("tcp://{}:{}", lower(host), *number);
    return {};
}

/// Supervisor keeps a group's processes by name, so of equal names the last one wins.
void GroupReader::keep_one_process_of_a_name(GroupConfig& group, const Section& section) {
    if (group.processes.size() < 2)
        return;
    std::unordered_map<std::string, std::size_t> position;
    std::vector<ProcessConfig> kept;
    kept.reserve(group.processes.size());
    for (ProcessConfig& process : group.processes) {
        const auto [at, is_new] = position.emplace(process.name, kept.size());
        if (is_new) {
            kept.push_back(std::move(process));
            continue;
        }
        reading_.findings.warning(
            subject_of(section, nullptr),
            fmt::format("two processes are named {}:{}, only the last one runs", group.name, process.name),
            "give them different names with process_name");
        kept[at->second] = std::move(process);
    }
    group.processes = std::move(kept);
}

std::vector<GroupConfig> GroupReader::sorted() {
    std::stable_sort(groups_.begin(), groups_.end(), [](const GroupConfig& a, const GroupConfig& b) {
        return std::tie(a.priority, a.name) < std::tie(b.priority, b.name);
    });
    // Of groups with one name only the first is ever activated (CFG-181).
    std::unordered_set<std::string> names;
    std::vector<GroupConfig> unique;
    unique.reserve(groups_.size());
    for (GroupConfig& group : groups_) {
        if (names.insert(group.name).second) {
            unique.push_back(std::move(group));
            continue;
        }
        const Section* section = reading_.document.find(group.section);
        reading_.findings.warning(
            subject_of(*section, nullptr),
            fmt::format("another group is named {} too, this one is ignored", group.name),
            "rename one of the two");
    }
    return unique;
}

}  // namespace supervise::config
