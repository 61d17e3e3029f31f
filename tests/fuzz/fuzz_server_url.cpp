/// Any text as `serverurl`: refused with a reason, or a place to connect to.
#include <cstdint>

#include "client/server_url.hpp"
#include "expect.hpp"

using namespace supervise;
using fuzz::expect;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::string scheme = client::url_scheme(text);
    expect(scheme.size() < std::max<std::size_t>(size, 1));
    const auto url = client::parse_server_url(text);
    if (!url) {
        expect(!url.error().text.empty());
        return 0;
    }
    expect(scheme == (url->is_unix() ? "unix" : url->tls ? "https" : "http"));
    expect(url->host.find_first_of("/?#") == std::string::npos);
    expect(!url->is_unix() || (url->host.empty() && text.ends_with(url->path)));
    return 0;
}
