/// Logs whose process is gone while a slow reader has not taken everything: kept until he has, or for a
/// while. What is lost then is counted and said.
#pragma once

#include <cstdint>
#include <map>
#include <memory>

#include "log/rotating_file.hpp"
#include "sys/loop.hpp"

namespace supervise::log {

class Farewells {
public:
    explicit Farewells(sys::Loop& loop) : loop_(loop) {}

    /// Of a file that holds output. What it reports goes to something that outlives this object.
    void take(std::unique_ptr<RotatingFile> file);

private:
    struct Leaving {
        std::unique_ptr<RotatingFile> file;
        sys::Registration deadline;
    };
    using Table = std::map<std::uint64_t, Leaving>;

    sys::Loop& loop_;
    std::uint64_t next_ = 0;
    std::shared_ptr<Table> leaving_ = std::make_shared<Table>();  ///< deferred work looks whether it is there
};

}  // namespace supervise::log
