/// The host itself.
#pragma once

#include <functional>

#include "agent/host.hpp"

namespace deployer::agent {

class KernelHost : public Host {
public:
    /// `working` is called now and then while something takes long.
    explicit KernelHost(std::function<void()> working) : working_(std::move(working)) {}

    supervise::Result<Finished> run(const Command& command) override;
    bool has_program(const std::string& name) override;
    supervise::Result<std::string> read_file(const std::string& path, std::size_t limit) override;
    supervise::Result<std::string> read_start(const std::string& path, std::size_t bytes) override;
    bool exists(const std::string& path) override;
    void sleep(std::chrono::milliseconds time) override;
    std::int64_t now() override;
    void still_working() override { working_(); }
    unsigned own_user() override;
    std::set<unsigned> callers() override;

private:
    std::function<void()> working_;
};

/// The whole of a file of at most `limit` bytes, by descriptor: /proc files too, which have no size.
supervise::Result<std::string> read_whole(int fd, const std::string& path, std::size_t limit);

}  // namespace deployer::agent
