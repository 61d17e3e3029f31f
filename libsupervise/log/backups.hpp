/// The rotated files of a log: NAME.1 is the newest, then NAME.2 and so on (LOG-020). When they are
/// compressed or have an age, files called NAME.1.gz belong to the row as well; else those are somebody
/// else's. Compressing takes place off the loop, one file at a time, into NAME.gz.tmp; only when that is
/// complete and on disk it takes the place of its source, whatever number that has by then. Whenever the
/// daemon dies there is one of the two, and the next one finishes what was begun.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "log/logger.hpp"
#include "sys/files.hpp"
#include "sys/loop.hpp"
#include "sys/result.hpp"

namespace supervise::log {

class Compression;

struct BackupsSpec {
    std::string path;  ///< of the log
    int count = 0;
    bool gzip = false;
    std::chrono::seconds max_age{0};  ///< 0: they are kept
};

class Backups {
public:
    using Report = std::function<void(Level, const std::string&)>;

    Backups(BackupsSpec spec, sys::FileSystem& files, sys::Loop& loop, Report report);
    ~Backups();
    Backups(const Backups&) = delete;
    Backups& operator=(const Backups&) = delete;

    /// NAME.number
    std::string name(int number) const;

    /// Gives every backup the next number, so that the first is free. Nothing is overwritten but the last,
    /// and that once for each new backup: after a failure, of this or of what was to take the first number,
    /// the next call goes on with what is left to do.
    Result<void> shift();

    /// There is a new first backup.
    void added();

    /// The log is opened for the first time: goes on with what an earlier daemon left.
    void begin();

private:
    struct Running;

    bool has_compressed_ones() const { return spec_.gzip || spec_.max_age.count() > 0; }
    std::string compressed(int number) const { return name(number) + ".gz"; }
    std::string unfinished() const { return spec_.path + ".gz.tmp"; }
    bool exists(int number) const;
    int last_shifted() const;
    Result<bool> move(const std::string& from, const std::string& to);
    Result<void> shift_one(int number);
    template <typename Do>
    void for_each_number(const Do& act) const;

    void remove_old_ones();
    void compress_all();
    void compress_next();
    bool is_to_be_compressed(int number);
    bool compress(int number);
    void take_step();
    void on_step();
    bool settle();
    bool give_up(int number, const Error& error);
    void let_go();

    BackupsSpec spec_;
    sys::FileSystem& files_;
    sys::Loop& loop_;
    Report report_;
    int free_ = 0;  ///< the number that shifting has freed, and that no backup has got yet
    std::shared_ptr<Running> running_;
    std::vector<sys::FileStatus> failed_;  ///< those that could not be compressed this time
    std::set<std::string> reasons_said_;   ///< why, until all could be
};

}  // namespace supervise::log
