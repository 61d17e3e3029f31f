/// Files of variables, in the subset of systemd's EnvironmentFile= that services use. Pure.
#pragma once

#include <string_view>

#include "config/model.hpp"
#include "sys/result.hpp"

namespace supervise::config {

/// NAME=value per line. Blank lines and lines that begin with # or ; are skipped. A value may begin with a
/// part in ' or ", or several; quotes after its first unquoted character are part of it. A backslash takes
/// the next character literally (inside double quotes only before " \ ` $, inside single quotes never), and
/// at the end of a line it joins the next one. Nothing is expanded. Blanks around unquoted values are
/// dropped. Later definitions replace earlier ones. Unlike systemd, which passes over lines it does not
/// understand, fails with the line number and the reason, and with nothing of the text: it may be a secret,
/// and errors go where everybody can read them.
Result<Environment> parse_environment_file(std::string_view text);

}  // namespace supervise::config
