/// What a gzip stream holds.
#pragma once

#include <string>

#include <zlib.h>

#include "sys/shared_library.hpp"

namespace supervise::fake {

/// "not gzip" for one that is broken or incomplete.
inline std::string gunzip(std::string bytes) {
    struct Zlib : sys::SharedLibrary {
        Zlib() : SharedLibrary("libz.so.1") {}
        decltype(&::inflateInit2_) init = symbol("inflateInit2_");
        decltype(&::inflate) inflate = symbol("inflate");
        decltype(&::inflateEnd) end = symbol("inflateEnd");
    };
    static const Zlib zlib;
    z_stream state{};
    if (zlib.init(&state, 15 + 16, ZLIB_VERSION, sizeof state) != Z_OK)
        return "no zlib";
    std::string out;
    std::string piece(64 * 1024, '\0');
    state.next_in = reinterpret_cast<Bytef*>(bytes.data());
    state.avail_in = static_cast<uInt>(bytes.size());
    int result = Z_OK;
    while (result == Z_OK) {
        state.next_out = reinterpret_cast<Bytef*>(piece.data());
        state.avail_out = static_cast<uInt>(piece.size());
        result = zlib.inflate(&state, Z_NO_FLUSH);
        out.append(piece, 0, piece.size() - state.avail_out);
    }
    (void)zlib.end(&state);
    return result == Z_STREAM_END ? out : "not gzip";
}

}  // namespace supervise::fake
