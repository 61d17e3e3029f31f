/// The text of doc/metrics.md, made from the table.
#pragma once

#include <string>

namespace supervise::metrics {

std::string reference_text();

}  // namespace supervise::metrics
