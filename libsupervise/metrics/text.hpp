/// The answer to a scrape. Pure.
#pragma once

#include <string>

#include "metrics/exposition.hpp"
#include "metrics/snapshot.hpp"

namespace supervise::metrics {

std::string text_of(const Snapshot& snapshot, const Measured& measured, Format format);

}  // namespace supervise::metrics
