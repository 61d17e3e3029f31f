/// A host of which only sockets can be reached.
#pragma once

#include "control/exchanger.hpp"

namespace deployer::fake {

class SocketsOnly : public control::Exchanger {
public:
    supervise::Result<std::string> read_file(const std::string&) override { return not_here(); }
    supervise::Result<std::vector<std::string>> list_folder(const std::string&) override {
        return not_here();
    }
    supervise::Result<std::vector<std::string>> list_created(const std::string&) override {
        return not_here();
    }
    supervise::Result<void> remove_file(const std::string&) override { return not_here(); }
    supervise::Result<bool> restore_file(const std::string&, bool) override { return not_here(); }
    supervise::Result<std::vector<std::pair<int, std::int64_t>>> memory(const std::vector<int>&) override {
        return not_here();
    }

private:
    static tl::unexpected<supervise::Error> not_here() { return supervise::fail("not here"); }
};

}  // namespace deployer::fake
