/// Keeps what is logged.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "log/logger.hpp"

namespace supervise::fake {

class Logger final : public log::Logger {
public:
    bool enabled(log::Level level) const override { return level >= threshold; }
    void write(log::Level level, std::string_view message) override {
        records.emplace_back(level, std::string(message));
    }
    bool contains(std::string_view part) const {
        for (const auto& [level, message] : records)
            if (message.find(part) != std::string::npos)
                return true;
        return false;
    }

    log::Level threshold = log::Level::blather;
    std::vector<std::pair<log::Level, std::string>> records;
};

}  // namespace supervise::fake
