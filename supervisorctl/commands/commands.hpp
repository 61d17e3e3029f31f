/// The functions behind the command table. Each is called with a number of words that its row allows.
#pragma once

#include "supervisorctl/command.hpp"

namespace supervise::ctl::commands {

Done status(Session& session, const Arguments& arguments);
/// status, whatever way it is to be shown.
Done any_status(Session& session, const Arguments& arguments);
Done top(Session& session, const Arguments& arguments);
Done pid(Session& session, const Arguments& arguments);
/// Runs `show`, which only asks: with --exit-zero, what it found has no say in the status.
Done ask(Session& session, const Arguments& arguments, Done (*show)(Session&, const Arguments&));

Done start(Session& session, const Arguments& arguments);
Done stop(Session& session, const Arguments& arguments);
Done restart(Session& session, const Arguments& arguments);
Done signal(Session& session, const Arguments& arguments);

Done logs(Session& session, const Arguments& arguments);
Done tail(Session& session, const Arguments& arguments);
Done maintail(Session& session, const Arguments& arguments);
Done clear(Session& session, const Arguments& arguments);
Done fg(Session& session, const Arguments& arguments);

Done avail(Session& session, const Arguments& arguments);
Done reread(Session& session, const Arguments& arguments);
Done update(Session& session, const Arguments& arguments);
Done add(Session& session, const Arguments& arguments);
Done remove(Session& session, const Arguments& arguments);

Done shutdown(Session& session, const Arguments& arguments);
Done reload(Session& session, const Arguments& arguments);
Done version(Session& session, const Arguments& arguments);
Done open(Session& session, const Arguments& arguments);

Done help(Session& session, const Arguments& arguments);
Done leave(Session& session, const Arguments& arguments);

}  // namespace supervise::ctl::commands
