#include "hadeploy/installation.hpp"

namespace deployer::hadeploy {
namespace {

constexpr const char* agent_name = "/hadeploy-agent";
constexpr const char* manifest = "/lib/supervise/MANIFEST";

std::string parent(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? "." : path.substr(0, slash);
}

}  // namespace

Installation find_installation(const supervise::sys::FileSource& files, const std::string& program) {
    Installation found;
    found.folder = parent(program);
    const std::string prefix = parent(found.folder);
    for (const std::string& folder : {found.folder, prefix + "/libexec/supervise"})
        if (found.agent_file.empty() && files.exists(folder + agent_name))
            found.agent_file = folder + agent_name;
    for (const std::string& tree : {prefix, prefix + "/lib/hadeploy/tree"})
        if (found.distribution_folder.empty() && files.exists(tree + manifest))
            found.distribution_folder = tree;
    return found;
}

}  // namespace deployer::hadeploy
