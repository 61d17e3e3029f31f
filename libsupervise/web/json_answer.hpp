/// Answers of the page's interface: JSON, never kept by anybody.
#pragma once

#include <string>
#include <string_view>

#include "http/message.hpp"

namespace supervise::web {

http::Response json_answer(std::string document);

/// {"error": "text"}
http::Response json_error(int status, std::string_view text);

}  // namespace supervise::web
