#include "log/head_matcher.hpp"

#include <algorithm>

#include "log/timestamp.hpp"

namespace supervise::log {
namespace {

/// Of a pid and of seconds: those of any number of 64 bits.
constexpr std::size_t most_digits = 20;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::size_t leading_digits(std::string_view text) {
    return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
}

}  // namespace

HeadMatcher::HeadMatcher(const std::vector<HeadPart>& head) {
    for (const HeadPart& part : head) {
        switch (part.kind) {
        case HeadPart::Kind::text:
            add_text(part.text);
            break;
        case HeadPart::Kind::time:
            add_shape(shape_of(part.time));
            break;
        case HeadPart::Kind::pid:
            add_digits(1, most_digits);
            break;
        }
    }
}

/// The last step, if how many digits it takes is not fixed: digits behind it belong to it.
HeadMatcher::Step* HeadMatcher::last_number() {
    const bool is_number = !steps_.empty() && steps_.back().least != steps_.back().most;
    return is_number ? &steps_.back() : nullptr;
}

void HeadMatcher::add_digits(std::size_t least, std::size_t most) {
    if (Step* number = last_number()) {
        number->least += least;
        number->most += most;
    } else {
        steps_.push_back({Step::Kind::digits, {}, least, most});
    }
}

void HeadMatcher::add_text(std::string_view text) {
    if (last_number() != nullptr) {
        const std::size_t digits = leading_digits(text);
        add_digits(digits, digits);
        text.remove_prefix(digits);
    }
    if (text.empty())
        return;
    if (steps_.empty() || steps_.back().kind != Step::Kind::text)
        steps_.push_back({});
    steps_.back().text += text;
}

void HeadMatcher::add_shape(std::string_view shape) {
    for (const char c : shape) {
        switch (c) {
        case shapes::digit:
            add_digits(1, 1);
            break;
        case shapes::number:
            add_digits(1, most_digits);
            break;
        case shapes::sign:
            steps_.push_back({Step::Kind::sign, {}, 0, 0});
            break;
        default:
            add_text({&c, 1});
        }
    }
}

HeadMatcher::Answer HeadMatcher::take(std::string_view& bytes) {
    Answer answer = Answer::matched;
    for (; step_ < steps_.size() && answer == Answer::matched; ++step_, done_ = 0) {
        answer = take_step(steps_[step_], bytes);
        if (answer == Answer::undecided)
            return answer;
    }
    restart();
    return answer;
}

HeadMatcher::Answer HeadMatcher::take_step(const Step& step, std::string_view& bytes) {
    switch (step.kind) {
    case Step::Kind::text:
        return take_text(step, bytes);
    case Step::Kind::digits:
        return take_digits(step, bytes);
    case Step::Kind::sign:
        if (bytes.empty())
            return Answer::undecided;
        if (bytes[0] != '+' && bytes[0] != '-')
            return Answer::refused;
        bytes.remove_prefix(1);
        return Answer::matched;
    }
    return Answer::refused;
}

HeadMatcher::Answer HeadMatcher::take_text(const Step& step, std::string_view& bytes) {
    const std::string_view wanted = std::string_view(step.text).substr(done_);
    const auto differs = std::mismatch(wanted.begin(), wanted.end(), bytes.begin(), bytes.end()).first;
    const auto same = static_cast<std::size_t>(differs - wanted.begin());
    bytes.remove_prefix(same);
    done_ += same;
    if (same == wanted.size())
        return Answer::matched;
    return bytes.empty() ? Answer::undecided : Answer::refused;
}

HeadMatcher::Answer HeadMatcher::take_digits(const Step& step, std::string_view& bytes) {
    const std::size_t here = leading_digits(bytes.substr(0, step.most - done_));
    bytes.remove_prefix(here);
    done_ += here;
    if (done_ == step.most)
        return Answer::matched;
    if (bytes.empty())
        return Answer::undecided;
    return done_ >= step.least ? Answer::matched : Answer::refused;
}

}  // namespace supervise::log
