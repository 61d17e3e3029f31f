/// Bytes the way Python's repr() shows a bytes object, as Supervisor quotes output that is not text.
#pragma once

#include <string>
#include <string_view>

namespace supervise::log {

/// b'READY\n', or b"it's".
std::string bytes_repr(std::string_view bytes);

}  // namespace supervise::log
