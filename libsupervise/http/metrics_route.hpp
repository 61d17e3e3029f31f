/// /metrics, for Prometheus (doc/monitoring.md). Only tells.
#pragma once

#include "http/message.hpp"
#include "metrics/scraper.hpp"

namespace supervise::http {

/// For Router::add("/metrics", Match::exact, ...). The scraper outlives every answer.
Handler metrics_route(metrics::Scraper& scraper);

}  // namespace supervise::http
