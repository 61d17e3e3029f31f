/// Values in any order, told by the first bytes, with the rest as their texts: what is written is JSON on one
/// line, and a text is read back as it was, but for bytes that are not UTF-8.
#include <cstdint>
#include <string>

#include <nlohmann/json.hpp>

#include "expect.hpp"
#include "live/json_writer.hpp"

using namespace supervise;
using fuzz::expect;

namespace {

constexpr std::size_t shape_bytes = 16;

/// One value for each byte of `shape`; a bracket begun is ended by another byte, or at the end.
std::string written(std::string_view shape, std::string_view text) {
    std::string out;
    live::JsonWriter writer(out);
    std::string open;  // what ends the brackets that are open
    writer.begin_array();
    const auto end_one = [&] {
        open.back() == '}' ? writer.end_object() : writer.end_array();
        open.pop_back();
    };
    for (const char byte : shape) {
        const auto what = static_cast<unsigned char>(byte) % 9;
        if (what == 0 && !open.empty()) {
            end_one();
            continue;
        }
        if (!open.empty() && open.back() == '}')
            writer.key("k" + std::to_string(out.size()));
        switch (what) {
        case 1:
            writer.begin_object();
            open += '}';
            break;
        case 2:
            writer.begin_array();
            open += ']';
            break;
        case 3:
            writer.value(std::int64_t{static_cast<signed char>(byte)} << 50);
            break;
        case 4:
            writer.value(live::Decimal{std::int64_t{static_cast<unsigned char>(byte)} << 40, byte % 3 + 3});
            break;
        case 5:
            writer.value(byte % 2 == 0);
            break;
        case 6:
            writer.null();
            break;
        default:
            writer.value(text);
        }
    }
    while (!open.empty())
        end_one();
    writer.end_array();
    return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const std::string_view shape = bytes.substr(0, shape_bytes);
    const std::string_view text = bytes.substr(shape.size());
    const std::string out = written(shape, text);
    expect(out.find_first_of("\n\r") == std::string::npos);
    expect(nlohmann::json::accept(out));

    std::string alone;
    live::JsonWriter(alone).value(text);
    const auto read = nlohmann::json::parse(alone).get<std::string>();
    std::string again;
    live::JsonWriter(again).value(read);
    expect(again == alone);
    expect(read == text || read.find("\xEF\xBF\xBD") != std::string::npos);
    return 0;
}
