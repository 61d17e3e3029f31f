/// What is wrong with a template or with its use of the variables, and where.
#pragma once

#include <stdexcept>
#include <string>

namespace deployer::jinja {

/// A place in a template; both count from 1, columns in characters.
struct Position {
    int line = 1;
    int column = 1;
};

struct Error {
    std::string message;  ///< in Jinja2's words where it has some: "'port' is undefined"
    std::string name;     ///< of the template
    Position position;

    /// "name:line:column: message"
    std::string text() const;
};

/// Carries an Error from the depths of a template to the caller of Template, who gets it as a value.
class Failure : public std::runtime_error {
public:
    explicit Failure(std::string message) : std::runtime_error(message), error{std::move(message), {}, {}} {}
    explicit Failure(Error what) : std::runtime_error(what.message), error(std::move(what)) {}

    Error error;
    bool is_placed = false;  ///< name and position are known
};

}  // namespace deployer::jinja
