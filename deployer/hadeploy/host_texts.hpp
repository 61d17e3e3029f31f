/// Logins that hold expressions: "{{ root_password }}" (HD-VAULT-02).
#pragma once

#include <string>
#include <vector>

#include "model/model.hpp"
#include "source/place.hpp"

namespace deployer::hadeploy {

/// What of a host is rendered before it is logged in to.
std::vector<std::string> login_texts(model::Host host);

/// Renders what logging in to each host needs, as everything else of it, and looks at it again. Facts are not
/// known yet.
source::Problems render_logins(model::Model& model, const jinja::Dict& secrets);

}  // namespace deployer::hadeploy
