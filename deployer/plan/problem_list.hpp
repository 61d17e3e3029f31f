/// What is wrong with a plan, each thing once, however many hosts it is wrong for.
#pragma once

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "model/model.hpp"
#include "source/place.hpp"

namespace deployer::plan {

class ProblemList {
public:
    /// `host`: for whom; empty: whatever the host.
    void add(source::Problem problem, const std::string& host = {});
    void add(const model::Origin& origin, std::string_view key, std::string message, std::string remedy,
             const std::string& host);

    /// In the order of their finding; the hosts are in the messages.
    source::Problems take();

private:
    struct Found {
        source::Problem problem;
        std::vector<std::string> first_hosts;
        std::unordered_set<std::string> hosts;
    };
    std::vector<Found> found_;
    std::unordered_map<std::string, std::size_t> index_;
};

}  // namespace deployer::plan
