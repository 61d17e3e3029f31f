/// systemd's journal by its native protocol (systemd.io/JOURNAL_NATIVE_PROTOCOL): one datagram is one entry;
/// one that is too large for a datagram goes as a sealed memory file.
#pragma once

#include <string>
#include <string_view>

#include "sys/fd.hpp"
#include "sys/record_target.hpp"

namespace supervise::sys {

/// Adds a field to an entry. `name` has capital letters, digits and underscores; `value` any bytes.
void append_journal_field(std::string& entry, std::string_view name, std::string_view value);

class JournalSocket final : public RecordTarget {
public:
    explicit JournalSocket(std::string path = "/run/systemd/journal/socket") : path_(std::move(path)) {}

    Result<void> send(std::string_view entry) override;

private:
    Result<void> send_as_file(std::string_view entry);

    std::string path_;
    Fd socket_;  ///< made for the first entry
};

}  // namespace supervise::sys
