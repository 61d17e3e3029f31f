#include "sys/rlimits.hpp"

#include <sys/resource.h>

namespace supervise::sys {

RaisedLimit require_limit(Resource resource, std::uint64_t minimum) {
    const auto which = resource == Resource::open_files ? RLIMIT_NOFILE : RLIMIT_NPROC;
    rlimit limit{};
    ::getrlimit(which, &limit);
    if (limit.rlim_cur == RLIM_INFINITY || limit.rlim_cur >= minimum)
        return {RaisedLimit::Outcome::enough_already, limit.rlim_cur};
    const rlim_t hard = limit.rlim_max;
    limit.rlim_cur = minimum;
    if (hard != RLIM_INFINITY && hard < minimum)
        limit.rlim_max = minimum;
    if (::setrlimit(which, &limit) != 0)
        return {RaisedLimit::Outcome::refused, hard};
    return {RaisedLimit::Outcome::raised, minimum};
}

}  // namespace supervise::sys
