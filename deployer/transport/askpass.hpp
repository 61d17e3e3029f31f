/// Giving ssh a password without a word of it in a command line, an environment or a file: ssh starts this
/// program as its askpass, which fetches the answer from the one that started ssh, over a Unix socket in a
/// private folder.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

#include "sys/listener.hpp"
#include "sys/private_folder.hpp"

namespace deployer::transport {

/// When it is set, the program was started by ssh to answer a question: main() returns answer_askpass()
/// before anything else.
inline constexpr const char* askpass_variable = "HADEPLOY_ASKPASS_SOCKET";

/// The program's whole work as askpass; its exit status. The question is its first argument.
int answer_askpass();

/// A question for a password of an account: not for a passphrase of a key, not whether a host's key is right.
bool asks_for_password(std::string_view question);

/// The other side: answers one ssh.
class PasswordDesk {
public:
    /// In `folder`, a private one.
    static supervise::Result<PasswordDesk> open(const std::string& folder, std::string password);

    /// Readable when somebody asks.
    int fd() const { return listener_.fd(); }
    const std::string& path() const { return path_; }

    /// Answers one question, if `client` itself asks it: its jump hosts ask as well, and are told nothing.
    void serve(pid_t client);

private:
    PasswordDesk(supervise::sys::Listener listener, std::string path, std::string password)
        : listener_(std::move(listener)), path_(std::move(path)), password_(std::move(password)) {}

    supervise::sys::Listener listener_;
    std::string path_;
    std::string password_;
    int answers_ = 0;
};

/// What ssh's environment needs so that it asks this program and never a terminal. `socket` is empty when
/// there is no password: every question is then refused.
std::vector<std::string> askpass_environment(const std::string& socket);

}  // namespace deployer::transport
