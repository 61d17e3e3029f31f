/// Texts the way Python's repr() shows them, which is how Supervisor's log lines quote names and bytes.
#pragma once

#include <string>
#include <string_view>

namespace supervise::log {

/// repr of a str: 'web', or "it's". Bytes that are not UTF-8 appear as \xNN.
std::string repr(std::string_view text);

/// repr of a bytes object: b'READY\n'.
std::string bytes_repr(std::string_view bytes);

bool is_utf8(std::string_view bytes);

}  // namespace supervise::log
