#include "agent/host.hpp"

#include <cerrno>
#include <string_view>

namespace deployer::agent {

std::string one_line(std::string_view text, std::size_t limit) {
    std::string line;
    while (!text.empty() && line.size() < limit) {
        const std::string_view next = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), next.size() + 1));
        if (next.find_first_not_of(" \t\r") == std::string_view::npos)
            continue;
        if (!line.empty())
            line += "; ";
        for (const char c : next)
            line += static_cast<unsigned char>(c) < ' ' || c == '\x7F' ? ' ' : c;
    }
    if (line.size() > limit) {
        line.resize(limit);
        line += "...";
    }
    return line;
}

std::string reason(const Finished& finished) {
    if (finished.timed_out)
        return "it did not end in time";
    std::string text = one_line(finished.errors);
    if (text.empty())
        text = one_line(finished.output);
    if (text.empty())
        text = finished.status > 128 ? "ended by signal " + std::to_string(finished.status - 128)
                                     : "exit status " + std::to_string(finished.status);
    return text;
}

std::string reason(const std::string& program, const supervise::Error& error) {
    return error.code == ENOENT ? "'" + program + "' is not installed on this host" : error.message;
}

}  // namespace deployer::agent
