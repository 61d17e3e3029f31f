// Any bytes as the stream between deployer and agent: no crash, and what is understood survives being said
// again.
#include <cstdint>

#include "expect.hpp"
#include "task/wire.hpp"

using namespace deployer::task;
using supervise::fuzz::expect;

namespace {

void look_at(const Frame& frame) {
    expect(frame.payload.size() < max_frame);
    switch (frame.kind) {
    case FrameKind::hello:
        if (const auto hello = decode_hello(frame.payload))
            expect(decode_hello(encode_hello(*hello))->version == hello->version);
        break;
    case FrameKind::begin:
        if (const auto begin = decode_begin(frame.payload))
            expect(decode_begin(encode_begin(*begin))->lock == begin->lock);
        break;
    case FrameKind::run:
        if (const auto requests = decode_run(frame.payload)) {
            const std::string said = encode_run(*requests);
            expect(encode_run(*decode_run(said)) == said);
        }
        break;
    case FrameKind::answer:
        if (const auto answer = decode_answer(frame.payload))
            expect(decode_answer(encode_answer(*answer))->value == answer->value);
        break;
    case FrameKind::need:
    case FrameKind::data:
    case FrameKind::done:
    case FrameKind::working:
    case FrameKind::waiting:
    case FrameKind::bye:
        break;
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    FrameReader reader;
    // In two halves, so that a frame is cut somewhere.
    for (const std::string_view half : {bytes.substr(0, size / 2), bytes.substr(size / 2)}) {
        if (!reader.put(half))
            return 0;
        while (const auto frame = reader.take()) {
            FrameReader again;
            expect(again.put(encode(frame->kind, frame->payload)).has_value());
            expect(again.take()->payload == frame->payload);
            look_at(*frame);
        }
    }
    return 0;
}
