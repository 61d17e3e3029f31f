#include "agent/context.hpp"

namespace deployer::agent {

namespace {

task::Answer answer(task::Status status, std::string message) {
    task::Answer result;
    result.status = status;
    result.message = std::move(message);
    return result;
}

}  // namespace

task::Answer ok(std::string message) {
    return answer(task::Status::ok, std::move(message));
}

task::Answer changed(std::string message) {
    return answer(task::Status::changed, std::move(message));
}

task::Answer failed(std::string message) {
    return answer(task::Status::failed, one_line(message, 2 * limits::max_shown_output));
}

task::Answer failed(const supervise::Error& error) {
    return failed(error.message);
}

}  // namespace deployer::agent
