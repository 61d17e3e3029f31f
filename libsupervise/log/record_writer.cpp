#include "log/record_writer.hpp"

#include <algorithm>
#include <cerrno>

#include "log/limits.hpp"

namespace supervise::log {

void RecordWriter::put(std::string record) {
    if (congested() || !sent_or_lost(record))
        hold(std::move(record));
}

bool RecordWriter::sent_or_lost(const std::string& record) {
    const auto sent = target_.send(record);
    if (sent) {
        end_trouble();
        return true;
    }
    if (sent.error().code == EAGAIN)
        return false;
    lose(sent.error());
    return true;
}

void RecordWriter::hold(std::string record) {
    if (backlog_bytes_ + record.size() > limits::record_backlog) {
        lose({"it is too slow", EAGAIN});
        return;
    }
    backlog_bytes_ += record.size();
    backlog_.push_back(std::move(record));
    if (!timer_)
        offer_after(limits::record_pause);
}

void RecordWriter::offer_after(sys::Duration pause) {
    timer_ = loop_.after(pause, [this, pause] { offer_backlog(pause); });
}

void RecordWriter::offer_backlog(sys::Duration last_pause) {
    timer_.reset();
    const std::size_t before = backlog_.size();
    while (!backlog_.empty() && sent_or_lost(backlog_.front())) {
        backlog_bytes_ -= backlog_.front().size();
        backlog_.pop_front();
    }
    if (backlog_.empty())
        relieved_.notify();
    else if (backlog_.size() < before)
        offer_after(limits::record_pause);
    else
        offer_after(std::min<sys::Duration>(2 * last_pause, limits::record_longest_pause));
}

void RecordWriter::lose(const Error& error) {
    const bool known = trouble_ && trouble_->code == error.code;
    if (!trouble_)
        trouble_ = Trouble{error.code, 0};
    trouble_->code = error.code;
    ++trouble_->lost;
    ++lost_;
    if (!known)
        report_(Level::error, fmt::format("cannot write to {}: {}; what should go there is "
                                          "discarded until that works",
                                          name_, error.message));
}

void RecordWriter::end_trouble() {
    if (!trouble_)
        return;
    const std::uint64_t lost = trouble_->lost;
    trouble_.reset();
    report_(Level::warn, fmt::format("writing to {} again; {} entries were lost", name_, lost));
}

RecordWriter::Report told_to(Logger& logger) {
    return [&logger](Level level, const std::string& text) { logger.write(level, text); };
}

}  // namespace supervise::log
