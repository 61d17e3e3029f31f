/// gzip streams (RFC 1952) by zlib, which is loaded when something is compressed for the first time.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "sys/result.hpp"

namespace supervise::sys {

class Gzip {
public:
    static Result<Gzip> begin();

    /// Compresses `bytes`; what is ready is appended to `out`.
    Result<void> add(std::string_view bytes, std::string& out);

    /// Ends the stream: the rest is appended to `out`.
    Result<void> finish(std::string& out);

private:
    struct Stream;
    struct End {
        void operator()(Stream* stream) const;
    };

    explicit Gzip(std::unique_ptr<Stream, End> stream) : stream_(std::move(stream)) {}
    Result<void> run(std::string_view bytes, int flush, std::string& out);

    std::unique_ptr<Stream, End> stream_;
};

}  // namespace supervise::sys
