#include "transport/become.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "config/shell_words.hpp"
#include "transport/login_shell.hpp"
#include "transport/start_command.hpp"

namespace deployer::transport {
namespace {

using Words = std::vector<std::string>;

/// What differs between the programs that change the account.
struct Method {
    std::string_view name;
    std::string_view default_flags;
    bool takes_password;
    bool has_own_prompt;  ///< -p TEXT; else the prompt is the program's own
    bool user_is_option;  ///< -u USER, with the command's words behind it; else USER -c TEXT
    std::string_view prompt;
};

constexpr std::array<Method, 3> methods{{
    {"sudo", "-H -S -n", true, true, true, ""},
    {"su", "", true, false, false, "Password:"},
    {"doas", "-n", false, false, true, ""},
}};

const Method* find_method(std::string_view name) {
    const auto* const found = std::find_if(methods.begin(), methods.end(),
                                           [&](const Method& method) { return method.name == name; });
    return found == methods.end() ? nullptr : &*found;
}

supervise::Result<Words> words_of(std::string_view attribute, std::string_view text) {
    auto words = supervise::config::shell_words(text);
    if (!words)
        return supervise::fail(fmt::format("{} '{}': {}", attribute, text, words.error().message));
    return words;
}

/// Runs "$@", and says so when there is no such program.
std::string run_words(const Method& method) {
    return fmt::format("command -v \"$1\" >/dev/null 2>&1 || {{ echo \"{}there is no $1 on the host, which "
                       "become_method {} needs\" >&2; exit 1; }}; exec \"$@\"",
                       problem_mark, method.name);
}

/// The same with the script, $1, as one text that the other account's login shell reads. The quotes are made
/// by printf, as none may stand in this text itself.
std::string run_words_with_text(const Method& method) {
    return fmt::format(
        "q=$(printf \"\\047\"); s=$1; shift; command -v \"$1\" >/dev/null 2>&1 || {{ echo \"{}there is no "
        "$1 on the host, which become_method {} needs\" >&2; exit 1; }}; "
        "LC_ALL=C; export LC_ALL; exec \"$@\" -c \"exec /bin/sh -c $q$s$q\"",
        problem_mark, method.name);
}

supervise::Result<Words> become_words(const Method& method, const model::Become& become,
                                      const std::string& prompt) {
    auto words = words_of("become_exe", become.exe);
    auto flags = words_of("become_flags",
                          become.flags.empty() ? method.default_flags : std::string_view(become.flags));
    if (!words || !flags)
        return words ? flags : words;
    if (words->empty())
        words->emplace_back(method.name);
    if (method.has_own_prompt && !become.password.empty()) {
        flags->erase(std::remove(flags->begin(), flags->end(), "-n"), flags->end());
        if (std::find(flags->begin(), flags->end(), "-S") == flags->end())
            flags->emplace_back("-S");
        flags->insert(flags->end(), {"-p", prompt});
    }
    words->insert(words->end(), flags->begin(), flags->end());
    if (method.user_is_option)
        words->emplace_back("-u");
    words->push_back(become.user);
    return words;
}

}  // namespace

supervise::Result<StartLine> start_line(const model::Become& become, const std::string& script,
                                        const std::string& token) {
    Words words{"/bin/sh", "-c"};
    std::string prompt;
    if (!become.enabled) {
        words.push_back(script);
    } else {
        const Method* method = find_method(become.method);
        if (method == nullptr)
            return supervise::fail(
                fmt::format("become_method '{}' is not supported; sudo, su and doas are", become.method));
        if (become.user.empty() || become.user.starts_with('-'))
            return supervise::fail(
                fmt::format("become_user '{}' is not the name of an account", become.user));
        if (!become.password.empty() && !method->takes_password)
            return supervise::fail(
                fmt::format("become_method {} takes a password from a terminal only; allow '{}' "
                            "without one (nopass), or use sudo or su",
                            method->name, become.user));
        // su asks whether there is a password for it or not; sudo is told not to.
        if (!method->has_own_prompt)
            prompt = std::string(method->prompt);
        else if (!become.password.empty())
            prompt = fmt::format("[hadeploy {}] password:", token);
        const auto changed = become_words(*method, become, prompt);
        if (!changed)
            return tl::unexpected(changed.error());
        words.push_back(method->user_is_option ? run_words(*method) : run_words_with_text(*method));
        words.emplace_back("hadeploy");  // $0
        if (!method->user_is_option)
            words.push_back(script);
        words.insert(words.end(), changed->begin(), changed->end());
        if (method->user_is_option)
            words.insert(words.end(), {"/bin/sh", "-c", script});
    }
    auto text = exec_line(words);
    if (!text)
        return supervise::fail(
            fmt::format("the host cannot be asked to start the agent: {}", text.error().message));
    return StartLine{std::move(*text), std::move(prompt)};
}

}  // namespace deployer::transport
