#include "log/journal_writer.hpp"

#include <algorithm>
#include <cerrno>

#include "log/limits.hpp"

namespace supervise::log {

void JournalWriter::put(std::string entry) {
    if (congested() || !sent_or_lost(entry))
        hold(std::move(entry));
}

bool JournalWriter::sent_or_lost(const std::string& entry) {
    const auto sent = journal_.send(entry);
    if (sent) {
        end_trouble();
        return true;
    }
    if (sent.error().code == EAGAIN)
        return false;
    lose(sent.error());
    return true;
}

void JournalWriter::hold(std::string entry) {
    if (backlog_bytes_ + entry.size() > limits::journal_backlog) {
        lose({"it is too slow", EAGAIN});
        return;
    }
    backlog_bytes_ += entry.size();
    backlog_.push_back(std::move(entry));
    if (!timer_)
        offer_after(limits::journal_pause);
}

void JournalWriter::offer_after(sys::Duration pause) {
    timer_ = loop_.after(pause, [this, pause] { offer_backlog(pause); });
}

void JournalWriter::offer_backlog(sys::Duration last_pause) {
    timer_.reset();
    const std::size_t before = backlog_.size();
    while (!backlog_.empty() && sent_or_lost(backlog_.front())) {
        backlog_bytes_ -= backlog_.front().size();
        backlog_.pop_front();
    }
    if (backlog_.empty())
        relieved_.notify();
    else if (backlog_.size() < before)
        offer_after(limits::journal_pause);
    else
        offer_after(std::min<sys::Duration>(2 * last_pause, limits::journal_longest_pause));
}

void JournalWriter::lose(const Error& error) {
    const bool known = trouble_ && trouble_->code == error.code;
    if (!trouble_)
        trouble_ = Trouble{error.code, 0};
    trouble_->code = error.code;
    ++trouble_->lost;
    ++lost_;
    if (!known)
        report_(Level::error, fmt::format("cannot write to the journal: {}; what should go there is "
                                          "discarded until that works",
                                          error.message));
}

void JournalWriter::end_trouble() {
    if (!trouble_)
        return;
    const std::uint64_t lost = trouble_->lost;
    trouble_.reset();
    report_(Level::warn, fmt::format("writing to the journal again; {} entries were lost", lost));
}

}  // namespace supervise::log
