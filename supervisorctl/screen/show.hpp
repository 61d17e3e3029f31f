/// Following a daemon live until the user has seen enough.
#pragma once

#include "supervisorctl/command.hpp"
#include "supervisorctl/screen/view.hpp"

namespace supervise::ctl::screen {

/// On the whole screen, until q or Ctrl-C.
Done show_on_screen(Session& session, View view);

/// A line for each change of state, the present states first, until Ctrl-C: for files and pipes.
Done print_changes(Session& session, const View& view);

/// One table, as soon as usage is known.
Done print_table_once(Session& session, const View& view);

}  // namespace supervise::ctl::screen
