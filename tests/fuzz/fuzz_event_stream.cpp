/// Any bytes as a live feed, after a byte that says how they are cut: the same events as at once, and a state
/// of all processes that a snapshot replaces as a whole.
#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "client/event_stream.hpp"
#include "client/live_status.hpp"
#include "expect.hpp"

using namespace supervise;
using fuzz::expect;

namespace {

std::vector<client::ServerEvent> events(std::string_view bytes, std::size_t piece) {
    std::vector<client::ServerEvent> all;
    client::EventStream stream;
    for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size())))
        expect(
            stream
                .put(bytes.substr(0, piece), [&](const client::ServerEvent& event) { all.push_back(event); })
                .has_value());
    return all;
}

bool same(const client::ServerEvent& a, const client::ServerEvent& b) {
    return a.name == b.name && a.data == b.data;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0)
        return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    const auto whole = events(bytes, size);
    const auto cut = events(bytes, data[0] % 32 + 1U);
    expect(std::equal(whole.begin(), whole.end(), cut.begin(), cut.end(), same));
    client::LiveStatus status;
    const sys::MonoTime now{std::chrono::hours(1)};
    for (const client::ServerEvent& event : whole) {
        expect(!event.data.empty());
        const auto changes = status.apply(event, now);
        expect(changes || !changes.error().text.empty());
        for (const auto& [key, process] : status.processes())
            expect(key.first == process.group && key.second == process.name);
        // What has just been told is not told again.
        if (changes && event.name == "snapshot") {
            const std::size_t known = status.processes().size();
            expect(status.apply(event, now).has_value() && status.processes().size() == known);
        }
    }
    return 0;
}
