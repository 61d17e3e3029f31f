// What a listener prints, after a byte that says how it is cut: the same inputs come of it as in one piece,
// none of them is impossible, and what is held is bounded.
#include <algorithm>
#include <cstdint>
#include <string>

#include "event/limits.hpp"
#include "event/protocol.hpp"
#include "expect.hpp"

using namespace supervise;

namespace {

/// A pool with an event always at hand. Between two inputs it is sent at once, or the same bytes would mean
/// something else with another cut; what follows READY in the same piece is a violation by design (EVT-031).
class Listener final : public event::ProtocolReader::Sink {
public:
    event::ListenerState on_input(event::Input input, std::string_view) override {
        apply(input);
        if (state == event::ListenerState::ready)
            apply(event::Input::event_sent);
        return state;
    }
    void feed(std::string_view bytes) {
        reader.feed(bytes, state, *this);
        fuzz::expect(reader.held() <= event::limits::result_line);
    }

    event::ListenerState state = event::ListenerState::acknowledged;
    std::string seen;

private:
    void apply(event::Input input) {
        const event::Step decided = event::step(state, input);
        fuzz::expect(!decided.actions.has(event::Action::report_impossible));
        seen += static_cast<char>('a' + static_cast<int>(input));
        state = decided.next;
    }
    event::ProtocolReader reader;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0)
        return 0;
    const std::size_t piece = data[0] % 16 + 1u;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    Listener whole, cut;
    whole.feed(text);
    for (std::size_t at = 0; at < text.size(); at += piece)
        cut.feed(text.substr(at, piece));
    fuzz::expect(whole.seen == cut.seen);
    fuzz::expect(whole.state == cut.state);
    return 0;
}
