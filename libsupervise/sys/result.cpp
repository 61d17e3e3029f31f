#include "sys/result.hpp"

#include <cstring>

#include <fmt/core.h>

namespace supervise {

std::string errno_name(int code) {
    const char* name = ::strerrorname_np(code);
    return name != nullptr ? std::string(name) : fmt::format("errno {}", code);
}

std::string errno_text(int code) {
    const char* text = ::strerrordesc_np(code);
    return text != nullptr ? std::string(text) : fmt::format("error {}", code);
}

tl::unexpected<Error> fail_errno(std::string_view what, int code) {
    return fail(fmt::format("{}: {}", what, errno_text(code)), code);
}

}  // namespace supervise
