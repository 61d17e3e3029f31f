#include "sys/result.hpp"

#include <cstring>

namespace supervise {

std::string errno_name(int code) {
    const char* name = ::strerrorname_np(code);
    return name != nullptr ? std::string(name) : "errno " + std::to_string(code);
}

std::string errno_text(int code) {
    const char* text = ::strerrordesc_np(code);
    return text != nullptr ? std::string(text) : "error " + std::to_string(code);
}

tl::unexpected<Error> fail_errno(std::string_view what, int code) {
    return fail(std::string(what) + ": " + errno_text(code), code);
}

}  // namespace supervise
