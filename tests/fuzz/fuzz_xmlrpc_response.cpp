/// Any bytes as a response, and any bytes inside one: what we write is always well-formed.
#include <cstdlib>

#include "rpc/codec.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
    using namespace supervise::rpc;
    const std::string text(reinterpret_cast<const char*>(bytes), size);
    (void)decode_response(text);
    const Value value = Struct{{text, Array{text, Binary{text}}}};
    const auto outcome = decode_response(encode_response(value));
    if (!outcome || !*outcome)
        std::abort();
    const auto fault = decode_response(encode_response(tl::unexpected(make_fault(FaultCode::failed, text))));
    if (!fault || *fault)
        std::abort();
    return 0;
}
