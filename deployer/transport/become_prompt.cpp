#include "transport/become_prompt.hpp"

#include <utility>

#include <fmt/format.h>

namespace deployer::transport {

supervise::Result<std::string> BecomePrompt::answer(std::string_view errors, std::string_view output) {
    if (question_.empty() || (!ends_with_question(errors) && !ends_with_question(output)))
        return {};
    if (become_.password.empty())
        return supervise::fail(fmt::format("{} wants a password to become '{}'; give become_pass",
                                           become_.method, become_.user));
    const std::size_t questions = questions_in(errors) + questions_in(output);
    if (questions == seen_)
        return {};
    if (std::exchange(seen_, questions) > 0)
        return supervise::fail(
            fmt::format("become_pass is not accepted: {} asks for it again", become_.method));
    return become_.password + "\n";
}

/// A banner may hold the words of su's question as well, but it goes on behind them.
bool BecomePrompt::ends_with_question(std::string_view text) const {
    const std::size_t last = text.find_last_not_of(' ');
    return last != std::string_view::npos && text.substr(0, last + 1).ends_with(question_);
}

std::size_t BecomePrompt::questions_in(std::string_view text) const {
    std::size_t count = 0;
    for (std::size_t at = text.find(question_); at != std::string_view::npos;
         at = text.find(question_, at + 1))
        ++count;
    return count;
}

std::string BecomePrompt::without_question(std::string text) const {
    if (question_.empty())
        return text;
    for (std::size_t at = text.find(question_); at != std::string::npos; at = text.find(question_, at))
        text.erase(at, question_.size());
    return text;
}

}  // namespace deployer::transport
