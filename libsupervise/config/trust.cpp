#include "config/trust.hpp"

#include <fmt/core.h>

#include "config/path.hpp"

namespace supervise::config {

namespace {

constexpr unsigned others_write = 0002;
constexpr unsigned group_writes = 0020;
constexpr unsigned sticky = 01000;

class Judge {
public:
    explicit Judge(const Surroundings& around) : around_(around) {}

    /// Who may change what `place` is the status of; "" when nobody may.
    std::string stranger(const sys::PathStatus& place) const {
        if (place.uid != 0 && place.uid != around_.trusted_uid) {
            const auto account = around_.users.by_uid(place.uid);
            return account ? "the account " + account->name : fmt::format("the account {}", place.uid);
        }
        // Entries of a sticky folder are their owners' to replace.
        if (place.is_folder && (place.mode & sticky) != 0)
            return {};
        if (place.is_link)
            return {};
        if ((place.mode & others_write) != 0)
            return "anybody";
        if ((place.mode & group_writes) != 0 && place.gid != 0)
            return fmt::format("the group {}", place.gid);
        return {};
    }

private:
    const Surroundings& around_;
};

}  // namespace

std::optional<Fault> distrust(const Surroundings& around, std::string_view path,
                              const sys::PathStatus& opened) {
    const Judge judge(around);
    std::vector<sys::PathStatus> places = around.files.way_to(join_path(around.cwd, path));
    places.push_back(opened);
    for (const sys::PathStatus& place : places) {
        const std::string who = judge.stranger(place);
        if (who.empty())
            continue;
        std::string what =
            place.is_folder ? fmt::format("{} can put another file in its place: {} is a folder of theirs",
                                          who, place.path)
            : place.is_link
                ? fmt::format("{} can put another file in its place: {} is a link of theirs", who, place.path)
                : fmt::format("{} can change it", who);
        std::string remedy =
            place.is_link
                ? fmt::format("as root, `chown -h root:root {}`, or give --trust_config", place.path)
                : fmt::format("as root, `chown root:root {0}` and `chmod go-w {0}`, or give --trust_config",
                              place.path);
        return Fault{fmt::format("config file {} decides what root runs, and {}; {}", path, what, remedy),
                     fmt::format("it decides what root runs, and {}", what), std::move(remedy)};
    }
    return std::nullopt;
}

}  // namespace supervise::config
