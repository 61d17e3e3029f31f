/// What all tasks of a project share while it is made: the files that go with it, and what cannot be said to
/// Ansible.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "plan/plan.hpp"
#include "task/content.hpp"

namespace deployer::ansible {

/// The supervisord that is sent to hosts without one.
struct Software {
    std::vector<plan::Item> items;  ///< folders and files; none: not at hand
    std::string version;
    bool replace = false;  ///< whatever is there
};

/// What the description's trees put below their folders: relative paths, folders with a trailing '/'.
using Trees = std::map<std::string, std::vector<std::string>>;

/// What a file of a project holds: a text, or a file of this machine.
struct FileContent {
    std::string text, copy_of;
};

class Room {
public:
    /// All outlive it.
    Room(std::string book, const task::Contents& contents, const Software& software, const Trees& trees)
        : book_(std::move(book)), contents_(contents), software_(software), trees_(trees) {}

    /// The file of the project with this content, as `src` of a task names it. `path`: where it goes, for its
    /// name.
    std::string place(const task::Content& content, const std::string& path);
    /// A path on a host as an argument of a module, which replaces $NAME in it.
    std::string path(const std::string& value);
    /// For what no task can say.
    void refuse(std::string fault);

    /// Of one playbook: "deploy".
    const std::string& book() const { return book_; }
    const Software& software() const { return software_; }
    /// Below a folder of the host, by its path.
    std::vector<std::string> described_below(const std::string& folder) const;

    std::map<std::string, FileContent> files;
    std::vector<std::string> faults;

private:
    std::string book_;
    const task::Contents& contents_;
    const Software& software_;
    const Trees& trees_;
};

}  // namespace deployer::ansible
