#include "http/log_route.hpp"

#include "http/limits.hpp"
#include "http/status.hpp"
#include "log/child_log.hpp"
#include "log/file_reader.hpp"
#include "rpc/process_action.hpp"

namespace supervise::http {
namespace {

/// A stream begins so many bytes before the end of the log (WEB-033).
constexpr std::int64_t bytes_before_end = 1024;
constexpr std::string_view truncated_note = "==> File truncated <==\n";

/// Reads a log as it grows. When another file takes its place, or another program of that name takes it over
/// and writes elsewhere or in another way, what is left comes first.
class GrowingLog final : public BodySource {
public:
    GrowingLog(sys::FileSystem& files, std::shared_ptr<log::FollowedLog> log, sys::Fd fd, std::int64_t offset,
               FollowerCount followers)
        : slot_(std::move(followers)),
          files_(files),
          log_(std::move(log)),
          times_taken_over_(log_->times_taken_over()),
          file_(files, std::move(fd), offset, log_->lines()) {}

    std::string read(std::size_t max) override {
        std::string bytes = file_.read(max);
        if (!bytes.empty())
            return bytes;
        if (const auto status = file_.status(); status && status->size < file_.offset()) {
            file_.rewind();
            return std::string(truncated_note);
        }
        return read_successor(max);
    }

    void when_ready(std::function<void()> ready) override { following_ = log_->follow(std::move(ready)); }

private:
    std::string read_successor(std::size_t max) {
        const auto ours = file_.status();
        const auto named = files_.status(log_->path());
        if (!ours || !named || named->kind != sys::FileStatus::Kind::regular)
            return {};
        const bool same_file = named->same_file(*ours);
        if (same_file && times_taken_over_ == log_->times_taken_over())
            return {};
        auto successor = files_.open_read(log_->path(), true);
        if (!successor)
            return {};
        std::string rest = file_.finish();
        file_.replace(std::move(*successor), same_file ? file_.offset() : 0, log_->lines());
        times_taken_over_ = log_->times_taken_over();
        return rest.empty() ? file_.read(max) : rest;
    }

    FollowerSlot slot_;
    sys::FileSystem& files_;
    std::shared_ptr<log::FollowedLog> log_;
    unsigned times_taken_over_;
    log::FileReader file_;
    sys::Registration following_;
};

/// Told in the status line, which clients of Supervisor's protocol show.
Response too_many_followers(const Followers& followers) {
    Response response;
    response.status = 503;
    response.reason = followers.refusal();
    response.headers.emplace_back("Content-Type", "text/plain");
    response.headers.emplace_back("Retry-After", std::to_string(limits::retry_after.count()));
    response.body = response.reason + "\n";
    return response;
}

Response stream(sys::FileSystem& files, std::shared_ptr<log::FollowedLog> log,
                const FollowerCount& followers) {
    // A fifo or a terminal is not to be read from: its bytes are for somebody else.
    const auto named = files.status(log->path());
    if (log->path().empty() || !named || named->kind != sys::FileStatus::Kind::regular)
        return error_response(404);
    if (followers->full())
        return too_many_followers(*followers);
    auto fd = files.open_read(log->path(), true);
    const auto status = fd ? files.status(fd->get()) : Result<sys::FileStatus>(tl::unexpected(fd.error()));
    if (!status)
        return error_response(404);
    Response response;
    response.headers.emplace_back("Last-Modified", http_date(status->modified));
    response.headers.emplace_back("Content-Type", "text/plain;charset=utf-8");
    const std::int64_t begin = std::max<std::int64_t>(status->size - bytes_before_end, 0);
    response.source = std::make_unique<GrowingLog>(files, std::move(log), std::move(*fd), begin, followers);
    return response;
}

/// "/logtail/group%3Aname/stderr" -> {"group:name", "stderr"}; the channel is stdout when none is named.
struct LogName {
    std::string namespec;
    std::string channel;
};

LogName parse_log_name(std::string_view path) {
    std::string decoded = decode_percent(path);
    const auto name_begin = decoded.find('/', 1);  // behind "/logtail"
    if (name_begin == std::string::npos)
        return {};
    decoded.erase(0, name_begin + 1);
    const auto slash = decoded.find('/');
    if (slash == std::string::npos)
        return {std::move(decoded), "stdout"};
    return {decoded.substr(0, slash), decoded.substr(slash + 1)};
}

Response stream_of(rpc::DaemonControl& daemon, const LogName& name, const FollowerCount& followers) {
    const auto process = rpc::find_process(daemon.groups(), name.namespec);
    if (!process || (name.channel != "stdout" && name.channel != "stderr"))
        return error_response(404);
    log::ChildLog& log = name.channel == "stdout" ? (*process)->stdout_log() : (*process)->stderr_log();
    Response response = stream(daemon.groups().context().logs.files, log.followed(), followers);
    if (response.status == 200)
        response.headers.emplace_back("X-Accel-Buffering", "no");  // nginx would hold a slow log back
    return response;
}

/// Answers those who only look.
Handler get_route(std::function<Response(const Request&)> look) {
    return [look = std::move(look)](const Request& request, const Answer& answer) -> sys::Registration {
        const bool allowed = request.method == "GET" || request.method == "HEAD";
        answer(allowed ? look(request) : method_not_allowed("GET, HEAD"));
        return {};
    };
}

}  // namespace

Handler logtail_route(rpc::DaemonControl& daemon, FollowerCount followers) {
    return get_route([&daemon, followers = std::move(followers)](const Request& request) {
        return stream_of(daemon, parse_log_name(request.path()), followers);
    });
}

Handler mainlogtail_route(rpc::DaemonControl& daemon, FollowerCount followers) {
    return get_route([&daemon, followers = std::move(followers)](const Request&) {
        return stream(daemon.groups().context().logs.files, daemon.main_log().followed(), followers);
    });
}

}  // namespace supervise::http
