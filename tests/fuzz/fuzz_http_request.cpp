/// Any bytes as requests, in pieces of any size (the first byte says which): refused, or read; never past a
/// limit.
#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "http/credentials.hpp"
#include "http/limits.hpp"
#include "http/request_parser.hpp"
#include "http/same_site.hpp"
#include "http/status.hpp"

namespace {

using supervise::http::RequestParser;

void check(const supervise::http::Request& request) {
    using namespace supervise::http;
    if (request.headers.size() > limits::max_headers || request.body.size() > limits::max_body_bytes)
        std::abort();
    (void)credentials_of(request);
    (void)from_another_site(request);
    (void)decode_percent(request.path());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
    if (size == 0)
        return 0;
    const std::size_t piece = bytes[0] + 1U;
    const std::string_view input(reinterpret_cast<const char*>(bytes) + 1, size - 1);
    RequestParser parser;
    std::size_t used = 0;
    for (std::size_t end = 0; end < input.size();) {
        end = std::min(end + piece, input.size());
        for (bool more = true; more;) {
            const auto taken = parser.take(input.substr(used, end - used));
            if (!taken)
                return 0;
            used += taken->bytes;
            more = taken->progress != RequestParser::Progress::needs_more;
            if (taken->progress == RequestParser::Progress::complete)
                check(parser.release());
        }
    }
    return 0;
}
