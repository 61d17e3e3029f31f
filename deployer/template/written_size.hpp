/// Adds up what is written of a value: a few lists that hold the one before twice stand for billions of
/// values.
#pragma once

#include <string>

#include <fmt/core.h>

#include "template/limits.hpp"
#include "template/value.hpp"

namespace deployer::jinja {

class WrittenSize {
public:
    /// `form`: "JSON", for the message.
    explicit WrittenSize(const char* form) : form_(form) {}

    /// Fails above limits::max_written_bytes.
    void add(std::size_t bytes) {
        bytes_ += bytes;
        if (bytes_ > limits::max_written_bytes)
            fail(fmt::format("the {} of a value is too large", form_));
    }

    /// `text`, the whole of a value without others inside.
    std::string add_value(std::string text) {
        add(limits::bytes_per_value + text.size());
        return text;
    }

private:
    const char* form_;
    std::size_t bytes_ = 0;
};

}  // namespace deployer::jinja
