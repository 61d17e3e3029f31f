/// What --workingFolder keeps (HD-CLI-12 to -14), as files by name. Pure, but for write_working_folder().
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "model/model.hpp"
#include "plan/plan.hpp"
#include "source/load.hpp"
#include "sys/result.hpp"

namespace deployer::hadeploy {

using NamedTexts = std::vector<std::pair<std::string, std::string>>;

/// model_src.json: the merged description; passwords in clear are left out.
std::string document_json(const source::Document& document);
/// inventory.json: hosts and groups, without secrets.
std::string inventory_json(const model::Model& model);
/// plan.json: plays, their steps, and what each is about on each host.
std::string plan_json(const plan::Plan& plan, const model::Model& model);

/// Makes the folder anew, mode 0700, with these files, mode 0600; and the folders above it, when they are
/// missing. `folder` is absolute.
supervise::Result<void> write_working_folder(const std::string& folder, const NamedTexts& files);

}  // namespace deployer::hadeploy
