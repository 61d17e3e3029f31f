#include "sys/shared_library.hpp"

#include <dlfcn.h>
#include <fmt/core.h>

namespace supervise::sys {

SharedLibrary::SharedLibrary(const char* name)
    : name_(name), library_(::dlopen(name, RTLD_NOW | RTLD_LOCAL)) {
    if (library_ == nullptr)
        missing_ = fmt::format("{} cannot be loaded: {}", name, ::dlerror());
}

Result<void> SharedLibrary::complete() const {
    if (!missing_.empty())
        return fail(missing_);
    return {};
}

Symbol SharedLibrary::symbol(const char* name) {
    if (library_ == nullptr)
        return {};
    void* address = ::dlsym(library_, name);
    if (address == nullptr && missing_.empty())
        missing_ = fmt::format("this {} has no {}", name_, name);
    return {address};
}

}  // namespace supervise::sys
