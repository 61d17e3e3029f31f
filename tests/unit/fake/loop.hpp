/// A loop whose clock is moved by hand. Timers run in order of their deadline; readiness is declared by the
/// test.
#pragma once

#include <list>
#include <map>
#include <memory>
#include <vector>

#include "sys/loop.hpp"

namespace supervise::fake {

class Clock final : public sys::Clock {
public:
    sys::MonoTime mono() const override { return mono_; }
    sys::WallTime wall() const override { return wall_; }

    sys::MonoTime mono_{std::chrono::hours(1)};
    sys::WallTime wall_{std::chrono::seconds(1'700'000'000)};
};

class Loop final : public sys::Loop {
public:
    const sys::Clock& clock() const override { return clock_; }
    Clock& fake_clock() { return clock_; }

    [[nodiscard]] sys::Registration at(sys::MonoTime deadline, Callback callback) override {
        return enlist(timers_, deadline, std::move(callback));
    }
    [[nodiscard]] sys::Registration when_readable(int fd, Callback callback) override {
        return enlist(readers_, fd, std::move(callback));
    }
    [[nodiscard]] sys::Registration when_writable(int fd, Callback callback) override {
        return enlist(writers_, fd, std::move(callback));
    }
    void defer(Callback callback) override { deferred_.push_back(std::move(callback)); }
    /// The job runs at once; `done` as deferred work.
    void in_background(Callback job, Callback done) override {
        job();
        if (done)
            defer(std::move(done));
    }

    /// Runs deferred work until there is none.
    void settle() {
        while (!deferred_.empty()) {
            std::vector<Callback> batch;
            batch.swap(deferred_);
            for (Callback& callback : batch)
                callback();
        }
    }

    /// Moves both clocks on, running what becomes due at its time, deferred work in between.
    void advance(sys::Duration by) {
        const sys::MonoTime end = clock_.mono_ + by;
        settle();
        while (!timers_->empty() && timers_->begin()->first <= end) {
            const auto next = timers_->begin();
            move_to(std::max(next->first, clock_.mono_));
            const auto entry = next->second;
            timers_->erase(next);
            entry->run();
            settle();
        }
        move_to(end);
    }

    void readable(int fd) { ready(readers_, fd); }
    /// Whoever watches looks: what has something to read finds it.
    void look_everywhere() {
        std::vector<int> descriptors;
        for (const auto& reader : *readers_)
            descriptors.push_back(reader.first);
        for (const int fd : descriptors)
            readable(fd);
    }
    /// The same for who waits to write.
    void look_to_write() {
        std::vector<int> descriptors;
        for (const auto& writer : *writers_)
            descriptors.push_back(writer.first);
        for (const int fd : descriptors)
            writable(fd);
    }
    void writable(int fd) { ready(writers_, fd); }
    bool watches_readable(int fd) const { return readers_->contains(fd); }
    bool watches_writable(int fd) const { return writers_->contains(fd); }
    std::size_t timers() const { return timers_->size(); }

private:
    struct Entry {
        Callback callback;
        bool wanted = true;
        void run() {
            if (wanted)
                callback();
        }
    };
    template <typename Key>
    using Table = std::shared_ptr<std::multimap<Key, std::shared_ptr<Entry>>>;

    template <typename Key>
    class Enlisted final : public sys::Registration::Impl {
    public:
        Enlisted(Table<Key> table, std::shared_ptr<Entry> entry)
            : table_(std::move(table)), entry_(std::move(entry)) {}
        ~Enlisted() override {
            entry_->wanted = false;
            std::erase_if(*table_, [this](const auto& item) { return item.second == entry_; });
        }

    private:
        Table<Key> table_;
        std::shared_ptr<Entry> entry_;
    };

    template <typename Key>
    sys::Registration enlist(const Table<Key>& table, Key key, Callback callback) {
        auto entry = std::make_shared<Entry>(Entry{std::move(callback)});
        table->emplace(key, entry);
        return sys::Registration(std::make_unique<Enlisted<Key>>(table, std::move(entry)));
    }
    void ready(const Table<int>& table, int fd) {
        std::vector<std::shared_ptr<Entry>> entries;
        for (auto [at, end] = table->equal_range(fd); at != end; ++at)
            entries.push_back(at->second);
        for (const auto& entry : entries)
            entry->run();
        settle();
    }
    void move_to(sys::MonoTime time) {
        clock_.wall_ += std::chrono::duration_cast<std::chrono::system_clock::duration>(time - clock_.mono_);
        clock_.mono_ = time;
    }

    Clock clock_;
    Table<sys::MonoTime> timers_ = std::make_shared<std::multimap<sys::MonoTime, std::shared_ptr<Entry>>>();
    Table<int> readers_ = std::make_shared<std::multimap<int, std::shared_ptr<Entry>>>();
    Table<int> writers_ = std::make_shared<std::multimap<int, std::shared_ptr<Entry>>>();
    std::vector<Callback> deferred_;
};

}  // namespace supervise::fake
