#include "supervisorctl/screen/keys.hpp"

#include <optional>

namespace supervise::ctl::screen {
namespace {

constexpr char escape = '\x1b';
/// No key has a longer sequence; what looks like one is none.
constexpr std::size_t max_sequence = 16;

struct Binding {
    std::string_view bytes;
    Key key;
};

constexpr Binding bindings[] = {
    {"q", Key::quit},
    {"Q", Key::quit},
    {"\x03", Key::quit},
    {"n", Key::by_name},
    {"c", Key::by_cpu},
    {"m", Key::by_memory},
    {"k", Key::up},
    {"\x1b[A", Key::up},
    {"\x1bOA", Key::up},
    {"j", Key::down},
    {"\x1b[B", Key::down},
    {"\x1bOB", Key::down},
    {"\x1b[5~", Key::page_up},
    {"\x1b[6~", Key::page_down},
    {" ", Key::page_down},
    {"g", Key::home},
    {"\x1b[H", Key::home},
    {"\x1bOH", Key::home},
    {"\x1b[1~", Key::home},
    {"G", Key::end},
    {"\x1b[F", Key::end},
    {"\x1bOF", Key::end},
    {"\x1b[4~", Key::end},
};

std::optional<Key> key_of(std::string_view bytes) {
    for (const Binding& binding : bindings) {
        if (binding.bytes == bytes) {
            return binding.key;
        }
    }
    return std::nullopt;
}

/// ESC, `[` or `O`, parameters, and a final letter or `~`.
bool is_complete(std::string_view sequence) {
    const char last = sequence.back();
    if (sequence.size() < 2) {
        return false;
    }
    if (sequence.size() == 2) {
        return last != '[' && last != 'O';
    }
    return last >= 0x40 && last <= 0x7e;
}

}  // namespace

std::vector<Key> Keys::take(std::string_view bytes) {
    std::vector<Key> keys;
    for (const char byte : bytes) {
        if (byte == escape) {
            waiting_.clear();  // a lone Esc went before
        }
        waiting_ += byte;
        if (waiting_[0] == escape && !is_complete(waiting_) && waiting_.size() < max_sequence) {
            continue;
        }
        if (const auto key = key_of(waiting_)) {
            keys.push_back(*key);
        }
        waiting_.clear();
    }
    return keys;
}

}  // namespace supervise::ctl::screen
