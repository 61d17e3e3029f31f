/// Many threads do, one tells: jobs run `forks` at a time, and what they say is taken by the thread that has
/// started them.
#pragma once

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace deployer::run {

template <typename Event>
class Channel {
public:
    void put(Event event) {
        {
            const std::lock_guard lock(mutex_);
            events_.push_back(std::move(event));
        }
        changed_.notify_one();
    }
    void end_one() {
        {
            const std::lock_guard lock(mutex_);
            ++ended_;
        }
        changed_.notify_one();
    }
    /// Waits for the next; nothing when `senders` have ended and all was taken.
    std::optional<Event> take(std::size_t senders) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return !events_.empty() || ended_ == senders; });
        if (events_.empty()) {
            return std::nullopt;
        }
        std::optional<Event> event(std::move(events_.front()));
        events_.pop_front();
        return event;
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Event> events_;
    std::size_t ended_ = 0;
};

/// job(0), job(1), ... job(count - 1), each given a way to say something.
template <typename Event>
void in_parallel(std::size_t count, std::size_t forks,
                 const std::function<void(std::size_t, const std::function<void(Event)>&)>& job,
                 const std::function<void(Event)>& take) {
    Channel<Event> channel;
    std::atomic<std::size_t> next = 0;
    const std::size_t size = std::min(count, std::max<std::size_t>(forks, 1));
    std::vector<std::thread> threads;
    threads.reserve(size);
    for (std::size_t i = 0; i < size; ++i) {
        threads.emplace_back([&] {
            const std::function<void(Event)> say = [&channel](Event event) { channel.put(std::move(event)); };
            for (std::size_t at = next++; at < count; at = next++) {
                job(at, say);
            }
            channel.end_one();
        });
    }
    while (auto event = channel.take(size)) {
        take(std::move(*event));
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
}

}  // namespace deployer::run
