/// Any bytes as an answer for the quick reader: it gives up, or reads what the thorough one reads, which
/// refuses characters that XML does not allow.
#include <cstdint>

#include "client/quick_response.hpp"
#include "expect.hpp"
#include "rpc/codec.hpp"
#include "rpc/utf8.hpp"

using namespace supervise;
using fuzz::expect;

namespace {

bool is_allowed(std::string_view xml) {
    while (!xml.empty()) {
        const std::size_t length = rpc::xml_length(xml);
        if (length == 0)
            return false;
        xml.remove_prefix(length);
    }
    return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view xml(reinterpret_cast<const char*>(data), size);
    const auto value = client::read_quickly(xml);
    if (!value)
        return 0;
    const auto thorough = rpc::decode_response(xml);
    if (thorough)
        expect(*thorough && **thorough == *value);
    else
        expect(!is_allowed(xml));
    return 0;
}
