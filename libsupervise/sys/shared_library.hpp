/// Shared libraries that are loaded when something that needs them is configured, and not before: linked in,
/// they would cost every daemon their start-up and resident memory.
#pragma once

#include "sys/result.hpp"

namespace supervise::sys {

/// The address of a function; becomes a pointer of whatever type it is assigned to.
struct Symbol {
    void* address = nullptr;

    template <typename Function>
    operator Function*() const {  // NOLINT(google-explicit-constructor): that is what it is for
        return reinterpret_cast<Function*>(address);
    }
};

/// Base of a table of functions: its members are initialised by symbol("name").
class SharedLibrary {
public:
    /// Never unloaded: OpenSSL leaves handlers behind that run at exit.
    explicit SharedLibrary(const char* name);

    /// Everything that was asked for is there. The error names what is missing.
    Result<void> complete() const;

protected:
    Symbol symbol(const char* name);

private:
    const char* name_;
    void* library_;
    std::string missing_;  ///< why it is not complete
};

}  // namespace supervise::sys
