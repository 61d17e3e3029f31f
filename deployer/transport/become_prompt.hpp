/// The question of sudo or su for a password, and when it is answered. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "model/model.hpp"
#include "sys/result.hpp"

namespace deployer::transport {

class BecomePrompt {
public:
    /// `question` as start_line() gives it; empty: none is expected.
    BecomePrompt(std::string question, const model::Become& become)
        : question_(std::move(question)), become_(become) {}

    /// Looks at all that has been said so far on standard error and output. What is to be sent now; empty:
    /// nothing. Fails when there is no password to give, or when the one that was given was not right.
    supervise::Result<std::string> answer(std::string_view errors, std::string_view output);

    bool is_answered() const { return seen_ > 0; }
    const std::string& method() const { return become_.method; }

    /// The question is no reason of anything.
    std::string without_question(std::string text) const;

private:
    bool ends_with_question(std::string_view text) const;
    std::size_t questions_in(std::string_view text) const;

    std::string question_;
    model::Become become_;
    std::size_t seen_ = 0;  ///< questions, at the time of the answer
};

}  // namespace deployer::transport
