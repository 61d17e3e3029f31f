/// Answers scrapes: gathers on the loop what is counted there, and has the rest done on the helper thread,
/// the look at the process table and the writing of the text. Nothing happens between two scrapes.
#pragma once

#include <array>
#include <functional>
#include <list>
#include <memory>
#include <string>

#include "metrics/exposition.hpp"
#include "metrics/snapshot.hpp"
#include "metrics/steady_cpu.hpp"
#include "sys/loop.hpp"
#include "sys/process_table.hpp"

namespace supervise::metrics {

class Scraper {
public:
    using Give = std::function<void(std::string text)>;

    Scraper(Sources sources, std::shared_ptr<const sys::ProcessTable> table)
        : sources_(sources), table_(std::move(table)) {}
    Scraper(const Scraper&) = delete;
    Scraper& operator=(const Scraper&) = delete;

    /// Gives the text when it is there; dropping what is returned cancels that. Who asks while one is being
    /// made gets the same.
    [[nodiscard]] sys::Registration when_text(Format format, Give give);

private:
    struct Job;
    struct Waiting {
        Give give;  ///< empty: nobody waits any more
    };
    struct Round {
        std::shared_ptr<Job> job;  ///< null: none is under way
        std::list<std::shared_ptr<Waiting>> waiting;
    };

    void begin(Format format);
    void finish(Format format);

    Sources sources_;
    std::shared_ptr<const sys::ProcessTable> table_;
    std::shared_ptr<SteadyCpu> cpu_ = std::make_shared<SteadyCpu>();  ///< of the helper thread's jobs
    std::array<Round, format_count> rounds_;
    std::shared_ptr<char> alive_ = std::make_shared<char>();
};

}  // namespace supervise::metrics
