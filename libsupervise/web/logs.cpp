#include "web/logs.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "http/limits.hpp"
#include "http/status.hpp"
#include "log/file_reader.hpp"
#include "rpc/process_action.hpp"
#include "web/form.hpp"
#include "web/json_answer.hpp"
#include "web/limits.hpp"

namespace supervise::web {
namespace {

struct Log {
    std::shared_ptr<log::FollowedLog> followed;
    std::string name;  ///< of the file that a download makes
};

struct OpenLog {
    sys::Fd fd;
    std::int64_t size;
};

/// Ends when the file has got shorter, when another file has its name, or when lines may look otherwise from
/// here on, since another program has taken the log over; and this one has been read to its end.
class Growing final : public http::BodySource {
public:
    Growing(sys::FileSystem& files, std::shared_ptr<log::FollowedLog> log, OpenLog open, std::int64_t offset,
            http::FollowerCount followers)
        : slot_(std::move(followers)),
          files_(files),
          log_(std::move(log)),
          times_taken_over_(log_->times_taken_over()),
          is_framed_(log_->lines().has_value()),
          file_(files, std::move(open.fd), offset, log_->lines()) {}

    std::string read(std::size_t max) override {
        std::string bytes = file_.read(is_framed_ ? max - std::min(max - 1, longest_frame) : max);
        if (bytes.empty()) {
            ended_ = !goes_on();
            if (ended_)
                bytes = file_.finish();
        }
        return is_framed_ && !bytes.empty() ? in_frame(bytes) : bytes;
    }
    bool ended() const override { return ended_; }
    void when_ready(std::function<void()> ready) override { following_ = log_->follow(std::move(ready)); }

private:
    /// Two numbers of 64 bits, a blank and a newline.
    static constexpr std::size_t longest_frame = 42;

    /// Where the lines are not as in the file, bytes do not tell how far in the file they go.
    std::string in_frame(std::string_view bytes) const {
        return fmt::format("{} {}\n{}", file_.offset(), bytes.size(), bytes);
    }

    bool goes_on() const {
        const auto ours = file_.status();
        const auto named = files_.status(log_->path());
        const bool same_lines =
            times_taken_over_ == log_->times_taken_over() || (!is_framed_ && !log_->lines().has_value());
        return ours && ours->size >= file_.offset() && named && named->same_file(*ours) && same_lines;
    }

    http::FollowerSlot slot_;
    sys::FileSystem& files_;
    std::shared_ptr<log::FollowedLog> log_;
    unsigned times_taken_over_;
    bool is_framed_;
    log::FileReader file_;
    bool ended_ = false;
    sys::Registration following_;
};

/// What the file has when it is asked for; what is added meanwhile is left.
class Whole final : public http::BodySource {
public:
    Whole(sys::FileSystem& files, OpenLog open, http::FollowerCount followers)
        : slot_(std::move(followers)), file_(files, std::move(open.fd), 0), size_(open.size) {}

    std::string read(std::size_t max) override {
        const auto left = static_cast<std::size_t>(size_ - file_.offset());
        std::string bytes = left > 0 ? file_.read(std::min(max, left)) : std::string();
        ended_ = bytes.empty();
        return bytes;
    }
    bool ended() const override { return ended_; }
    void when_ready(std::function<void()>) override {}

private:
    http::FollowerSlot slot_;
    log::FileReader file_;
    std::int64_t size_;
    bool ended_ = false;
};

/// A fifo or a terminal is not to be read from: its bytes are for somebody else.
std::optional<OpenLog> open_log(sys::FileSystem& files, const std::string& path) {
    const auto named = path.empty() ? fail("no file") : files.status(path);
    if (!named || named->kind != sys::FileStatus::Kind::regular)
        return std::nullopt;
    auto fd = files.open_read(path, true);
    const auto status = fd ? files.status(fd->get()) : Result<sys::FileStatus>(tl::unexpected(fd.error()));
    if (!status)
        return std::nullopt;
    return OpenLog{std::move(*fd), status->size};
}

http::Response octets() {
    http::Response response;
    response.headers.emplace_back("Content-Type", "application/octet-stream");
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

http::Response window(sys::FileSystem& files, const log::FollowedLog& log, OpenLog open, const Form& query) {
    const std::int64_t end = std::min(query.number("before").value_or(open.size), open.size);
    const std::int64_t most =
        std::min(query.number("max").value_or(limits::usual_log_window), limits::max_log_window);
    const std::int64_t begin = std::max<std::int64_t>(end - most, 0);
    log::FileReader file(files, std::move(open.fd), begin, log.lines());
    http::Response response = octets();
    response.body = file.read_until(end).value_or(std::string());
    response.headers.emplace_back("X-Log-Begin", std::to_string(begin));
    response.headers.emplace_back("X-Log-End", std::to_string(file.offset()));
    response.headers.emplace_back("X-Log-Size", std::to_string(open.size));
    return response;
}

/// A file name that no system and no shell takes for something else.
std::string file_name(std::string name) {
    for (char& c : name)
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
              c == '_'))
            c = '_';
    return name + ".log";
}

http::Response answer_for(sys::FileSystem& files, Log log, const Form& query,
                          const http::FollowerCount& followers) {
    auto open = open_log(files, log.followed->path());
    if (!open)
        return json_error(404, "there is no log file");
    const auto from = query.number("follow");
    const bool is_download = query.text("download") == "1";
    if (!from && !is_download)
        return window(files, *log.followed, std::move(*open), query);
    if (followers->full())
        return json_error(503, followers->refusal());
    if (from) {
        http::Response response = octets();
        response.headers.emplace_back("X-Accel-Buffering", "no");  // nginx would hold a slow log back
        if (log.followed->lines())
            response.headers.emplace_back("X-Log-Frames", "1");
        response.source =
            std::make_unique<Growing>(files, std::move(log.followed), std::move(*open), *from, followers);
        return response;
    }
    http::Response response = octets();
    response.headers.emplace_back("Content-Disposition",
                                  fmt::format("attachment; filename=\"{}\"", file_name(log.name)));
    response.source = std::make_unique<Whole>(files, std::move(*open), followers);
    return response;
}

/// "/api/log/g%3An/stderr"
std::optional<Log> find_log(rpc::DaemonControl& daemon, std::string_view path) {
    constexpr std::string_view prefix = "/api/log/";
    const std::string name = http::decode_percent(path.substr(std::min(prefix.size(), path.size())));
    const std::size_t slash = name.rfind('/');
    const std::string channel = slash == std::string::npos ? std::string() : name.substr(slash + 1);
    const auto process = rpc::find_process(daemon.groups(), name.substr(0, slash));
    if (!process || (channel != "stdout" && channel != "stderr"))
        return std::nullopt;
    log::ChildLog& log = channel == "stdout" ? (*process)->stdout_log() : (*process)->stderr_log();
    return Log{log.followed(), fmt::format("{}-{}", (*process)->namespec(), channel)};
}

template <typename Find>
http::Handler route(rpc::DaemonControl& daemon, http::FollowerCount followers, Find find) {
    return [&daemon, followers = std::move(followers),
            find](const http::Request& request, const http::Answer& answer) -> sys::Registration {
        if (request.method != "GET" && request.method != "HEAD") {
            answer(http::method_not_allowed("GET, HEAD"));
            return {};
        }
        std::optional<Log> log = find(daemon, request.path());
        if (!log)
            answer(json_error(404, "there is no such program, or no such log"));
        else
            answer(answer_for(daemon.groups().context().logs.files, std::move(*log),
                              Form::parse(request.query()), followers));
        return {};
    };
}

}  // namespace

http::Handler log_route(rpc::DaemonControl& daemon, http::FollowerCount followers) {
    return route(daemon, std::move(followers), find_log);
}

http::Handler mainlog_route(rpc::DaemonControl& daemon, http::FollowerCount followers) {
    return route(daemon, std::move(followers), [](rpc::DaemonControl& here, std::string_view) {
        return std::optional(Log{here.main_log().followed(), "supervisord"});
    });
}

}  // namespace supervise::web
