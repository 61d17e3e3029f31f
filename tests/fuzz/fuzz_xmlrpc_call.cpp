/// Any bytes as a call: refused, or read into something that survives being written and read again.
#include <cstdlib>

#include "rpc/codec.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
    using namespace supervise::rpc;
    const auto call = decode_call({reinterpret_cast<const char*>(bytes), size});
    if (!call)
        return 0;
    const std::string written = encode_call(*call);
    const auto again = decode_call(written);
    // Not the values themselves: a NaN is equal to nothing.
    if (!again || again->method != call->method || encode_call(*again) != written)
        std::abort();
    return 0;
}
