// What a program prints, after a byte that says how it is cut: text and captured bytes are the same as in one
// piece, and together with the tokens they are what was printed.
#include <algorithm>
#include <cstdint>
#include <string>

#include "expect.hpp"
#include "log/capture.hpp"

using namespace supervise;

namespace {

struct Seen final : log::CaptureScanner::Sink {
    void on_text(std::string_view bytes, bool captured) override {
        fuzz::expect(!bytes.empty());
        fuzz::expect(captured == inside);
        (captured ? captures : text) += bytes;
        all += bytes;
    }
    void on_begin() override {
        fuzz::expect(!inside);
        inside = true;
        all += log::capture_begin;
    }
    void on_end() override {
        fuzz::expect(inside);
        inside = false;
        all += log::capture_end;
        captures += '\0';
    }
    std::string text, captures, all;
    bool inside = false;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0)
        return 0;
    const std::size_t piece = data[0] % 64 + 1u;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    log::CaptureScanner whole, cut;
    Seen of_whole, of_cut;
    whole.feed(text, of_whole);
    for (std::size_t at = 0; at < text.size(); at += piece)
        cut.feed(text.substr(at, piece), of_cut);
    whole.finish(of_whole);
    cut.finish(of_cut);
    fuzz::expect(of_whole.all == text);
    fuzz::expect(of_cut.all == text);
    fuzz::expect(of_whole.text == of_cut.text && of_whole.captures == of_cut.captures);
    log::CaptureBuffer buffer(16);
    for (std::size_t at = 0; at < text.size(); at += piece)
        buffer.put(text.substr(at, piece));
    fuzz::expect(buffer.take() == text.substr(text.size() - std::min<std::size_t>(16, text.size())));
    return 0;
}
