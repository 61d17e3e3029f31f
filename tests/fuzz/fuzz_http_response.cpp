/// Any bytes as the answer of a server, after a byte that says how they are cut: refused or read, the same in
/// pieces as at once, and never more body than is allowed.
#include <algorithm>
#include <cstdint>
#include <string>

#include "client/http_response.hpp"
#include "expect.hpp"

using namespace supervise;
using fuzz::expect;

namespace {

constexpr std::size_t max_body = 4096;

struct Outcome {
    bool refused = false, complete = false, kept = false;
    int status = 0;
    std::string reason, body;
    bool operator==(const Outcome&) const = default;
};

Outcome read(std::string_view bytes, std::size_t piece, std::size_t body_limit) {
    Outcome outcome;
    client::HttpResponse response(body_limit, [&](std::string_view part) { outcome.body += part; });
    for (; !bytes.empty() && !outcome.refused; bytes.remove_prefix(std::min(piece, bytes.size())))
        outcome.refused = !response.put(bytes.substr(0, piece));
    outcome.refused = outcome.refused || !response.put_end();
    outcome.complete = response.is_complete();
    expect(!outcome.complete || response.has_header());
    expect(outcome.refused || outcome.complete);
    expect(body_limit == 0 || outcome.body.size() <= body_limit);
    if (outcome.refused)
        return {.refused = true};
    outcome.kept = response.keeps_connection();
    outcome.status = response.status();
    outcome.reason = response.reason();
    return outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0)
        return 0;
    const std::size_t piece = data[0] % 32 + 1U;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    for (const std::size_t limit : {max_body, std::size_t{0}})
        expect(read(bytes, piece, limit) == read(bytes, bytes.size(), limit));
    return 0;
}
