#include "log/farewells.hpp"

#include "log/limits.hpp"

namespace supervise::log {

void Farewells::take(std::unique_ptr<RotatingFile> file) {
    const std::uint64_t number = next_++;
    // Both run inside of what they end.
    const auto end_later = [this, number] {
        loop_.defer([table = std::weak_ptr<Table>(leaving_), number] {
            if (const auto still = table.lock())
                still->erase(number);
        });
    };
    file->on_relieved(end_later);
    file->close();
    leaving_->emplace(number, Leaving{std::move(file), loop_.after(limits::farewell, end_later)});
}

}  // namespace supervise::log
