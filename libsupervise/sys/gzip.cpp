#include "sys/gzip.hpp"

#include <array>

#include <fmt/core.h>
#include <zlib.h>

#include "sys/shared_library.hpp"

namespace supervise::sys {

namespace {

struct Zlib : SharedLibrary {
    Zlib() : SharedLibrary("libz.so.1") {}

    decltype(&::deflateInit2_) init = symbol("deflateInit2_");
    decltype(&::deflate) deflate = symbol("deflate");
    decltype(&::deflateEnd) end = symbol("deflateEnd");
    Result<void> complete_ = complete();
};

const Zlib& zlib() {
    static const Zlib library;
    return library;
}

// As gzip(1) does it by default.
constexpr int level = 6;
constexpr int window_bits_of_gzip = 15 + 16;
constexpr int memory_level = 8;
constexpr std::size_t output_piece = 64 * 1024;

}  // namespace

struct Gzip::Stream {
    z_stream state{};
    std::array<char, output_piece> piece{};
};

void Gzip::End::operator()(Stream* stream) const {
    const std::unique_ptr<Stream> owned(stream);
    (void)zlib().end(&stream->state);  // of a stream that was begun it only says whether it was finished
}

Result<Gzip> Gzip::begin() {
    if (!zlib().complete_)
        return tl::unexpected(zlib().complete_.error());
    auto stream = std::make_unique<Stream>();
    const int begun = zlib().init(&stream->state, level, Z_DEFLATED, window_bits_of_gzip, memory_level,
                                  Z_DEFAULT_STRATEGY, ZLIB_VERSION, sizeof(z_stream));
    if (begun != Z_OK)
        return fail(fmt::format("zlib: error {}", begun));
    return Gzip(std::unique_ptr<Stream, End>(stream.release()));
}

Result<void> Gzip::run(std::string_view bytes, int flush, std::string& out) {
    z_stream& state = stream_->state;
    state.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    state.avail_in = static_cast<uInt>(bytes.size());
    int result = Z_OK;
    do {
        state.next_out = reinterpret_cast<Bytef*>(stream_->piece.data());
        state.avail_out = output_piece;
        result = zlib().deflate(&state, flush);
        if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
            return fail(fmt::format("zlib: error {}", result));
        out.append(stream_->piece.data(), output_piece - state.avail_out);
    } while (state.avail_out == 0);
    return {};
}

Result<void> Gzip::add(std::string_view bytes, std::string& out) {
    return run(bytes, Z_NO_FLUSH, out);
}

Result<void> Gzip::finish(std::string& out) {
    return run({}, Z_FINISH, out);
}

}  // namespace supervise::sys
