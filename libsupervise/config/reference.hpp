/// The text of doc/configuration.md, made from the option tables.
#pragma once

#include <string>

namespace supervise::config {

std::string reference_text();

}  // namespace supervise::config
