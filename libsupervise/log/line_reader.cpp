#include "log/line_reader.hpp"

#include <algorithm>

#include "config/json_string.hpp"

namespace supervise::log {
namespace {

std::vector<HeadPart> head_of(config::LogFormat format, std::string_view prefix, const LineSource& source) {
    std::vector<HeadPart> head = line_head(format, prefix, source);
    if (format == config::LogFormat::json)
        head.push_back({HeadPart::Kind::text, "\"", {}});
    return head;
}

}  // namespace

LineReader::LineReader(config::LogFormat format, std::string_view prefix, const LineSource& source)
    : is_json_(format == config::LogFormat::json), head_(head_of(format, prefix, source)) {}

void LineReader::begin_within_line() {
    place_ = Place::text;
}

void LineReader::put(std::string_view bytes, std::string& out) {
    while (!bytes.empty()) {
        switch (place_) {
        case Place::head:
            take_head(bytes, out);
            break;
        case Place::text:
            take_text(bytes, out);
            break;
        case Place::message:
            take_message(bytes, out);
            break;
        case Place::escape:
            take_escape(bytes, out);
            break;
        case Place::end:
            take_end(bytes, out);
            break;
        }
    }
}

void LineReader::finish(std::string& out) {
    out += held_;
    go_on(Place::head);
    head_.restart();
}

/// What is held has been dealt with.
void LineReader::go_on(Place place) {
    held_.clear();
    place_ = place;
}

void LineReader::hold(std::string_view& bytes) {
    held_ += bytes[0];
    bytes.remove_prefix(1);
}

void LineReader::take_head(std::string_view& bytes, std::string& out) {
    const std::string_view all = bytes;
    const HeadMatcher::Answer answer = head_.take(bytes);
    held_ += all.substr(0, all.size() - bytes.size());
    if (answer == HeadMatcher::Answer::undecided)
        return;
    const bool is_ours = answer == HeadMatcher::Answer::matched;
    if (!is_ours)
        out += held_;
    go_on(is_ours && is_json_ ? Place::message : Place::text);
}

void LineReader::take_text(std::string_view& bytes, std::string& out) {
    const std::size_t newline = bytes.find('\n');
    const std::size_t size = newline == std::string_view::npos ? bytes.size() : newline + 1;
    out += bytes.substr(0, size);
    bytes.remove_prefix(size);
    if (newline != std::string_view::npos)
        go_on(Place::head);
}

void LineReader::take_message(std::string_view& bytes, std::string& out) {
    const auto special =
        std::find_if(bytes.begin(), bytes.end(), [](char c) { return c == '"' || c == '\\' || c == '\n'; });
    out.append(bytes.begin(), special);
    bytes.remove_prefix(static_cast<std::size_t>(special - bytes.begin()));
    if (bytes.empty())
        return;
    if (bytes[0] == '\n')  // the object has been cut: a full disk does that
        return go_on(Place::text);
    place_ = bytes[0] == '"' ? Place::end : Place::escape;
    hold(bytes);
}

void LineReader::take_escape(std::string_view& bytes, std::string& out) {
    const bool is_cut = bytes[0] == '\n';
    if (!is_cut)
        hold(bytes);
    const auto byte = config::json_escaped(held_);
    if (!byte && !is_cut && held_.starts_with("\\u") && held_.size() < config::longest_json_escape)
        return;
    if (byte)
        out += *byte;
    else
        out += held_;
    go_on(Place::message);
}

void LineReader::take_end(std::string_view& bytes, std::string& out) {
    const bool is_last = bytes[0] == '\n';
    if (is_last && held_ == '"' + std::string(json_end_of_piece)) {
        bytes.remove_prefix(1);
        return go_on(Place::head);
    }
    if (is_last && held_ == '"' + std::string(json_end))
        return go_on(Place::text);
    if (!is_last)
        hold(bytes);
    const std::string_view end = std::string_view(held_).substr(1);
    if (is_last || !(json_end.starts_with(end) || json_end_of_piece.starts_with(end))) {
        out += held_;
        go_on(Place::text);
    }
}

}  // namespace supervise::log
