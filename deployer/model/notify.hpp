/// What `notify` of a file or tree names (HD-NOTIF-01 to -05, -09).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/assembly.hpp"

namespace deployer::model {

/// An item that notifies.
struct Notifier {
    const source::Node& node;
    const Origin& origin;
    const Scope& scope;
    bool good;            ///< its scope is known
    std::string subject;  ///< "Files: 'tmpl://x'"
};

/// Problems are reported; what is in a part that is off is left out without a word (HD-SCOPE-16).
std::vector<Notify> read_notify(Assembly& assembly, const Named& named, const Notifier& notifier,
                                const std::vector<std::string>& texts);

}  // namespace deployer::model
