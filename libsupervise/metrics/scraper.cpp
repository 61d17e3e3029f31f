#include "metrics/scraper.hpp"

#include "metrics/text.hpp"

namespace supervise::metrics {

/// What the helper thread works on, and all it touches. Jobs run one after the other.
struct Scraper::Job {
    std::shared_ptr<const sys::ProcessTable> table;
    std::shared_ptr<SteadyCpu> cpu;
    Snapshot snapshot;
    Format format;
    std::string text;

    void run() {
        const Measured measured = measure();
        text = text_of(snapshot, measured, format);
    }

    Measured measure() const {
        Measured measured;
        measured.descriptors = sys::own_descriptors();
        auto all = table->read();
        if (!all)
            return measured;
        measured.seen = true;
        take_programs(*all, measured);
        for (const sys::ProcessStat& process : *all)
            if (process.pid == snapshot.own_pid)
                take_own(process, measured);
        return measured;
    }

    void take_programs(std::vector<sys::ProcessStat>& all, Measured& measured) const {
        std::vector<pid_t> pids;
        for (const ProgramNumbers& program : snapshot.programs)
            if (program.pid != 0)
                pids.push_back(program.pid);
        const std::vector<live::Usage> usages = live::usage_of_trees(all, pids);
        measured.programs.resize(snapshot.programs.size());
        auto next = usages.begin();
        for (std::size_t i = 0; i < snapshot.programs.size(); ++i) {
            const ProgramNumbers& program = snapshot.programs[i];
            if (program.pid == 0)
                continue;
            live::Usage& usage = measured.programs[i] = *next++;
            if (usage.processes > 0)
                usage.cpu = cpu->of(program.pid, program.start, usage.cpu);
        }
        cpu->end_of_look();
    }

    static void take_own(const sys::ProcessStat& process, Measured& measured) {
        measured.resident_bytes = process.resident_bytes;
        measured.virtual_bytes = process.virtual_bytes;
        measured.cpu = process.cpu;
        measured.threads = process.threads;
    }
};

sys::Registration Scraper::when_text(Format format, Give give) {
    class Wait final : public sys::Registration::Impl {
    public:
        explicit Wait(std::shared_ptr<Waiting> waiting) : waiting_(std::move(waiting)) {}
        ~Wait() override { waiting_->give = nullptr; }
        Wait(const Wait&) = delete;
        Wait& operator=(const Wait&) = delete;

    private:
        std::shared_ptr<Waiting> waiting_;
    };
    auto waiting = std::make_shared<Waiting>(Waiting{std::move(give)});
    Round& round = rounds_[static_cast<std::size_t>(format)];
    round.waiting.push_back(waiting);
    if (round.job == nullptr)
        begin(format);
    return sys::Registration(std::make_unique<Wait>(std::move(waiting)));
}

void Scraper::begin(Format format) {
    auto job = std::make_shared<Job>(Job{table_, cpu_, gather(sources_), format, {}});
    rounds_[static_cast<std::size_t>(format)].job = job;
    sources_.dispatcher.daemon().loop().in_background([job] { job->run(); },
                                                      [this, format, alive = std::weak_ptr<char>(alive_)] {
                                                          if (!alive.expired())
                                                              finish(format);
                                                      });
}

void Scraper::finish(Format format) {
    Round& round = rounds_[static_cast<std::size_t>(format)];
    const std::shared_ptr<Job> job = std::exchange(round.job, nullptr);
    std::list<std::shared_ptr<Waiting>> waiting = std::exchange(round.waiting, {});
    std::erase_if(waiting, [](const auto& one) { return one->give == nullptr; });
    while (!waiting.empty()) {
        const std::shared_ptr<Waiting> next = waiting.front();
        waiting.pop_front();
        // The text is large: the last one gets it, the others copies. Giving may end somebody's wait.
        if (const Give give = std::exchange(next->give, nullptr))
            give(waiting.empty() ? std::move(job->text) : std::string(job->text));
    }
}

}  // namespace supervise::metrics
