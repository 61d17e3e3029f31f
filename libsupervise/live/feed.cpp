#include "live/feed.hpp"

#include "live/limits.hpp"

namespace supervise::live {
namespace {

/// Adds a server-sent event; JSON of ours has no line end that would cut it.
template <typename Write>
void append_event(std::string& out, std::string_view name, Write write) {
    out.append("event: ").append(name).append("\ndata: ");
    JsonWriter json(out);
    write(json);
    out += "\n\n";
}

constexpr std::string_view nothing_new = ":\n\n";  // a comment

}  // namespace

Feed::Feed(rpc::DaemonControl& daemon, std::shared_ptr<const sys::ProcessTable> table, Itself itself)
    : daemon_(daemon), loop_(daemon.loop()), itself_(itself), meter_(loop_, std::move(table)) {}

// --- Followers
// ----------------------------------------------------------------------------------------------------

Feed::Follower::Follower(Feed& feed) : feed_(feed) {
    if (feed_.followers_++ == 0)
        feed_.on_first_follower();
}

Feed::Follower::~Follower() {
    news_.reset();
    if (--feed_.followers_ == 0)
        feed_.on_no_follower();
}

void Feed::Follower::when_ready(std::function<void()> ready) {
    news_ = feed_.news_.add(std::move(ready));
}

std::string Feed::Follower::read(std::size_t max) {
    while (text_ == nullptr || offset_ == text_->size()) {
        text_.reset();
        offset_ = 0;
        if (!feed_.backlog_.has(next_)) {
            text_ = feed_.snapshot();
            next_ = feed_.snapshot_end_;
        } else if (next_ < feed_.backlog_.end()) {
            text_ = feed_.backlog_.at(next_++);
        } else {
            return {};
        }
    }
    std::string bytes = text_->substr(offset_, max);
    offset_ += bytes.size();
    return bytes;
}

std::unique_ptr<Feed::Follower> Feed::follow() {
    return followers_ < limits::max_followers ? std::make_unique<Follower>(*this) : nullptr;
}

void Feed::on_first_follower() {
    published_ = loop_.clock().mono();
    const auto measured = meter_.measured_at();
    if (!measured || published_ - *measured >= limits::usage_interval)
        measure();
    else  // for a single question a moment ago: a share over less time would say little
        next_look_ = loop_.at(*measured + limits::usage_interval, [this] { measure(); });
}

void Feed::on_no_follower() {
    next_look_.reset();
    next_telling_.reset();
    telling_ = false;
    changed_.clear();
    group_changes_.clear();
    daemon_changed_ = false;
    backlog_.clear();
    snapshot_.reset();
}

// --- Changes
// ------------------------------------------------------------------------------------------------------

void Feed::state_changed(const process::Process& process) {
    if (followers_ == 0)
        return;
    changed_.insert(&process);
    note_change();
}

void Feed::group_added(const std::string& group) {
    note_group(group, "added");
}

void Feed::group_removed(const std::string& group) {
    note_group(group, "removed");
}

void Feed::group_changed(const std::string& group) {
    note_group(group, "changed");
}

void Feed::note_group(const std::string& group, std::string_view change) {
    if (followers_ == 0)
        return;
    group_changes_.push_back({group, change});
    note_change();
}

void Feed::daemon_changed() {
    if (followers_ == 0)
        return;
    daemon_changed_ = true;
    telling_ = true;
    next_telling_.reset();
    send_changes();
}

/// At once, unless the last ones were told a moment ago.
void Feed::note_change() {
    if (std::exchange(telling_, true))
        return;
    const sys::MonoTime due = told_ + limits::change_pause;
    if (loop_.clock().mono() < due) {
        next_telling_ = loop_.at(due, [this] { send_changes(); });
        return;
    }
    loop_.defer([this, alive = std::weak_ptr<char>(alive_)] {
        if (!alive.expired())
            send_changes();
    });
}

void Feed::send_changes() {
    if (!std::exchange(telling_, false))
        return;  // the last follower has left
    told_ = loop_.clock().mono();
    std::string events;
    for (const GroupChange& change : group_changes_)
        write_group_change(events, change);
    group_changes_.clear();
    if (std::exchange(daemon_changed_, false))
        append_event(events, "daemon",
                     [&](JsonWriter& json) { write_daemon(json, daemon_, itself_, meter_); });
    for (const auto& group : daemon_.groups().all())
        for (const auto& process : group->processes())
            if (changed_.contains(process.get()))
                append_event(events, "process",
                             [&](JsonWriter& json) { write_process(json, *process, meter_); });
    changed_.clear();
    publish(std::move(events));
}

void Feed::write_group_change(std::string& events, const GroupChange& change) {
    const process::Group* group = daemon_.groups().find(change.group);
    append_event(events, "group", [&](JsonWriter& json) {
        json.begin_object();
        json.member("group", change.group);
        json.member("change", change.change);
        json.key("processes");
        json.begin_array();
        if (change.change != "removed" && group != nullptr)
            for (const auto& process : group->processes())
                write_process(json, *process, meter_);
        json.end_array();
        json.end_object();
    });
}

void Feed::publish(std::string events) {
    if (events.empty())
        return;
    published_ = loop_.clock().mono();
    backlog_.add(std::move(events), published_);
    news_.notify();
}

// --- Usage
// --------------------------------------------------------------------------------------------------------

void Feed::measure() {
    std::vector<pid_t> programs;
    for (const auto& [pid, process] : daemon_.groups().context().children)
        programs.push_back(pid);
    meter_.measure(std::move(programs), itself_.pid, [this] { on_measured(); });
}

void Feed::on_measured() {
    status_.notify();
    if (followers_ == 0)
        return;
    publish(usage_event());
    keep_alive();
    const sys::Duration pause =
        std::max<sys::Duration>(limits::usage_interval, meter_.cost() * limits::usage_pause_factor);
    next_look_ = loop_.after(pause, [this] { measure(); });
}

/// What has changed since the look before; nothing when nothing has.
std::string Feed::usage_event() {
    std::vector<const process::Process*> changed;
    for (const auto& group : daemon_.groups().all())
        for (const auto& process : group->processes())
            if (process->pid() != 0 && meter_.changed(process->pid()))
                changed.push_back(process.get());
    std::string events;
    if (changed.empty() && !meter_.changed(itself_.pid))
        return events;
    append_event(events, "usage", [&](JsonWriter& json) {
        json.begin_object();
        json.key("daemon");
        write_daemon(json, daemon_, itself_, meter_);
        json.key("processes");
        json.begin_array();
        for (const process::Process* process : changed) {
            json.begin_object();
            json.member("group", process->group());
            json.member("name", process->name());
            write_process_usage(json, meter_.of(process->pid()));
            json.end_object();
        }
        json.end_array();
        json.end_object();
    });
    return events;
}

void Feed::keep_alive() {
    if (loop_.clock().mono() - published_ >= limits::silence)
        publish(std::string(nothing_new));
}

// --- Everything at once
// -------------------------------------------------------------------------------------------

/// One that was made a moment ago will do when nothing that happened since has been dropped.
const Text& Feed::snapshot() {
    const sys::MonoTime now = loop_.clock().mono();
    if (snapshot_ != nullptr && now - snapshot_made_ < limits::snapshot_reuse && backlog_.has(snapshot_end_))
        return snapshot_;
    std::string text;
    append_event(text, "snapshot", [&](JsonWriter& json) { write_status(json, daemon_, itself_, meter_); });
    snapshot_ = std::make_shared<const std::string>(std::move(text));
    snapshot_end_ = backlog_.end();
    snapshot_made_ = now;
    return snapshot_;
}

std::string Feed::status_document() {
    std::string text;
    JsonWriter json(text);
    write_status(json, daemon_, itself_, meter_);
    return text += '\n';
}

sys::Registration Feed::when_status(std::function<void(std::string)> give) {
    const auto measured = meter_.measured_at();
    const bool measures_regularly = followers_ > 0 && next_look_;
    if (measured && (measures_regularly || loop_.clock().mono() - *measured < limits::usage_reuse)) {
        give(status_document());
        return {};
    }
    sys::Registration waiting = status_.add([this, give = std::move(give)] { give(status_document()); });
    measure();
    return waiting;
}

}  // namespace supervise::live
