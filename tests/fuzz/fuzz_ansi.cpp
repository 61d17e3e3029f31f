/// What a program prints, after a byte that says how it is cut: without escape sequences it is the same as in
/// one piece, and nothing has come to it.
#include <algorithm>
#include <cstdint>
#include <string>

#include "expect.hpp"
#include "log/ansi_stripper.hpp"

using namespace supervise;
using fuzz::expect;

namespace {

std::string stripped(std::string_view bytes, std::size_t piece) {
    log::AnsiStripper stripper;
    std::string out;
    for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size())))
        stripper.strip(bytes.substr(0, piece), out);
    stripper.finish(out);
    return out;
}

/// All of `part` is in `whole`, in this order.
bool is_part(std::string_view part, std::string_view whole) {
    std::size_t at = 0;
    for (const char c : whole)
        at += at < part.size() && part[at] == c ? 1U : 0U;
    return at == part.size();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0)
        return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    const std::string whole = stripped(bytes, size);
    expect(whole == stripped(bytes, data[0] % 16 + 1U));
    expect(is_part(whole, bytes));
    if (bytes.find("\x1b[") == std::string_view::npos)
        expect(whole == bytes);
    return 0;
}
