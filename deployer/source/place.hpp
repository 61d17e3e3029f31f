/// Where something stands in the description, and what is wrong with it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace deployer::source {

/// A place in a source; line and column count from 1, columns in characters; line 0: the source as a whole.
struct Place {
    std::shared_ptr<const std::string> file;  ///< as it was given; for `--var a=b`: "--var a=b"; null: none
    int line = 0;
    int column = 0;

    /// "app.yml:3:5", "app.yml" without a line, empty without a file.
    std::string text() const;
};

enum class Severity : std::uint8_t {
    warning,  ///< goes on, but is probably not what was meant
    error,
};

struct Problem {
    Severity severity = Severity::error;
    Place place;
    std::string path;     ///< in the document: "supervisors[0].http_server.endpoint"; empty: none
    std::string message;  ///< what was found, in HADeploy's words where it has some
    std::string remedy;   ///< what is allowed, "did you mean 'x'?"; may be empty

    /// "app.yml:3:5: supervisors[0].nmae: Key 'nmae' was not defined (did you mean 'name'?)", on one line.
    std::string text() const;
};

/// All problems of a stage, in the order of their places within a file.
using Problems = std::vector<Problem>;

bool has_errors(const Problems& problems);

}  // namespace deployer::source
