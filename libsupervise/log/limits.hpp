/// Every size and wait that bounds the log room.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace supervise::log::limits {

/// One read from a child's pipe. Shared by all channels; above this a larger buffer gains nothing measurable.
constexpr std::size_t read_buffer = 256 * 1024;

/// What one channel may move before the loop looks at the others: about half a millisecond of copying.
constexpr std::size_t bytes_per_wakeup = 1024 * 1024;

/// A read this large means that the child writes as fast as it can: it is worth to read again before asking
/// the loop. After as many in a row the pipe is made larger, once.
constexpr std::size_t large_read = 16 * 1024;
constexpr int large_reads_of_busy_child = 8;
constexpr std::size_t pipe_of_busy_child = 256 * 1024;

/// Read from a pipe after its child's death, in case a grandchild keeps writing. The kernel's largest pipe
/// for ordinary users, so everything the child itself wrote is below it.
constexpr std::size_t final_drain = 1024 * 1024;

/// Held for a pipe, tty or socket that is slow to take a log; beyond it bytes are lost and counted.
constexpr std::size_t stream_backlog = 1024 * 1024;

/// A full target that must not be made non-blocking is offered its backlog this often, while there is any.
constexpr std::chrono::milliseconds shared_stream_pause{20};

/// How long the rest of a log waits for a slow reader when its process is gone.
constexpr std::chrono::seconds farewell{3};

/// A log that could not be opened, written or rotated is tried again at the first write after this.
constexpr std::chrono::seconds retry_interval{5};

/// Files up to this size are freed on the loop, larger ones off it (50 MB took 4 to 40 ms on ext4).
constexpr std::int64_t freed_inline = 1024 * 1024;

/// What the helper thread compresses before it looks whether others wait: about 100 ms.
constexpr std::size_t compressed_at_once = 4 * 1024 * 1024;

/// Up to this many backups each rotation renames every number, gaps included, as Supervisor does; with more
/// configured only the unbroken row from `.1` moves up, so that a huge setting cannot stall the loop.
constexpr int backups_with_gaps = 1000;

/// A line without end goes to syslog in pieces of this size.
constexpr std::size_t syslog_line = 8 * 1024;

/// A line that gets a prefix, or becomes JSON, or goes to the journal, is held until it is complete. A longer
/// one goes on in pieces: far above what log collectors take (Docker cuts at 16 KiB).
constexpr std::size_t longest_line = 256 * 1024;

/// How far back the beginning of a line is looked for, when its log is read from its middle: a line of JSON
/// has six bytes for one at most.
constexpr std::int64_t longest_look_back = 2 * 1024 * 1024;
constexpr std::size_t look_back_step = 16 * 1024;

/// What the memory that once held a line may keep until the next.
constexpr std::size_t kept_line = 4 * 1024;

/// Records held for a busy journal or system log. One read from a pipe, and what a pipe
/// holds at its child's death, become less, even when every line is a single letter.
constexpr std::size_t record_backlog = 8 * 1024 * 1024;
constexpr std::size_t record_read = 16 * 1024;
/// Their queues may hold as few as 10 entries (net.unix.max_dgram_qlen): this makes 10,000 a second.
/// While one takes none the pause doubles.
constexpr std::chrono::milliseconds record_pause{1};
constexpr std::chrono::milliseconds record_longest_pause{128};

/// The longest answer of read and tail; a client reads on from there.
constexpr std::int64_t reply_bytes = 8 * 1024 * 1024;

/// An AUTO name is drawn this often before giving up; each draw has 37^8 possibilities.
constexpr int auto_name_attempts = 100;

}  // namespace supervise::log::limits
