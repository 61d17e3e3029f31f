/// The sample configuration: `supervisord --sample-config` and `echo_supervisord_conf` (EXT-007).
#pragma once

#include <string>

namespace supervise::config {

/// A configuration that loads as it is, with every key of every section, made from the option tables.
std::string sample_config();

}  // namespace supervise::config
