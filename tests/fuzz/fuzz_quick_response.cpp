/// Any bytes as an answer for the quick reader: it gives up, or reads what the thorough one reads.
#include <cstdint>

#include "client/quick_response.hpp"
#include "expect.hpp"
#include "rpc/codec.hpp"

using namespace supervise;
using fuzz::expect;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view xml(reinterpret_cast<const char*>(data), size);
    const auto value = client::read_quickly(xml);
    if (!value)
        return 0;
    const auto thorough = rpc::decode_response(xml);
    expect(thorough && *thorough && **thorough == *value);
    return 0;
}
