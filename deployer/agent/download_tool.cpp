#include "agent/download_tool.hpp"

#include <algorithm>
#include <cctype>
#include <string_view>

#include "agent/accounts.hpp"
#include "sys/number.hpp"

namespace deployer::agent {

namespace {

/// In double quotes, as curl's configuration wants it.
std::string quoted(const std::string& text) {
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            result += '\\';
        result += c;
    }
    return result + "\"";
}

std::vector<std::string> conditions(const std::optional<Version>& known) {
    std::vector<std::string> headers;
    if (known && !known->etag.empty())
        headers.push_back("If-None-Match: " + known->etag);
    if (known && !known->modified.empty())
        headers.push_back("If-Modified-Since: " + known->modified);
    return headers;
}

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

std::string trimmed(const std::string& text) {
    const std::size_t begin = text.find_first_not_of(" \t\r");
    return begin == std::string::npos ? "" : text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

/// For what stands in a URL before its host.
std::string percent_encoded(const std::string& text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string result;
    for (const char letter : text) {
        const auto c = static_cast<unsigned char>(letter);
        if (std::isalnum(c) != 0) {
            result += letter;
            continue;
        }
        result += '%';
        result += digits[c >> 4U];
        result += digits[c & 0xFU];
    }
    return result;
}

std::string with_login(const task::Download& download) {
    const std::size_t host = download.url.find("//") + 2;
    return download.url.substr(0, host) + percent_encoded(download.username) + ":" +
           percent_encoded(download.password) + "@" + download.url.substr(host);
}

}  // namespace

Version Version::of_note(const std::string& note) {
    const std::size_t end = std::min(note.find('\n'), note.size());
    return {note.substr(0, end), end < note.size() ? note.substr(end + 1) : ""};
}

Command curl(const task::Download& download, const std::optional<Version>& known) {
    Command command{.argv = {"curl", "--config", "-"}, .timeout = limits::download_timeout};
    // By its input: neither password nor a token in the URL stands in the process list.
    // Not a pattern: brackets in a URL stand for themselves.
    command.input = "globoff\nsilent\nshow-error\nlocation\nmax-redirs = 10\nconnect-timeout = 30\n"
                    "proto = \"=http,https\"\nproto-redir = \"=http,https\"\n"
                    "dump-header = \"/dev/stderr\"\nspeed-limit = 1\nspeed-time = 60\n"
                    "url = " +
                    quoted(download.url) + "\n";
    if (!download.username.empty() || !download.password.empty())
        command.input += "user = " + quoted(download.username + ":" + download.password) + "\n";
    if (!download.validate_certs)
        command.input += "insecure\n";
    for (const std::string& header : conditions(known))
        command.input += "header = " + quoted(header) + "\n";
    return command;
}

Command wget(const task::Download& download, const std::optional<Version>& known) {
    // No more options than BusyBox's knows.
    Command command{.argv = {"wget", "--server-response", "--no-verbose", "--tries=1", "--output-document=-"},
                    .timeout = limits::download_timeout};
    const bool has_login = !download.username.empty() || !download.password.empty();
    if (download.secret) {
        command.argv.emplace_back("--input-file=-");
        command.input = (has_login ? with_login(download) : download.url) + "\n";
    } else if (has_login) {
        command.argv.emplace_back("--config=/dev/stdin");
        command.input = "user = " + download.username + "\npassword = " + download.password + "\n";
    }
    if (has_login && download.force_basic_auth)
        command.argv.emplace_back("--auth-no-challenge");
    if (!download.validate_certs)
        command.argv.emplace_back("--no-check-certificate");
    for (const std::string& header : conditions(known))
        command.argv.push_back("--header=" + header);
    if (!download.secret)
        command.argv.insert(command.argv.end(), {"--", download.url});
    return command;
}

Response read_response(const std::string& printed) {
    Response response;
    for (const std::string& raw : split(printed, '\n')) {
        const std::string line = trimmed(raw);
        if (line.compare(0, 5, "HTTP/") == 0) {
            response = {};
            const std::size_t digits = std::min(line.find(' '), line.size() - 1) + 1;
            response.status = supervise::leading_number<int>(std::string_view(line).substr(digits)).value;
        }
        const std::size_t colon = line.find(':');
        const std::string name = lower(line.substr(0, colon));
        if (colon == std::string::npos)
            continue;
        if (name == "etag")
            response.version.etag = trimmed(line.substr(colon + 1));
        else if (name == "last-modified")
            response.version.modified = trimmed(line.substr(colon + 1));
    }
    return response;
}

std::string complaint(const std::string& program, const std::string& printed,
                      const task::Download& download) {
    std::string last;
    std::string own;
    for (const std::string& raw : split(printed, '\n')) {
        const std::string line = trimmed(raw);
        if (!line.empty())
            last = line;
        if (line.compare(0, program.size() + 1, program + ":") == 0)
            own = line;
    }
    const std::string& line = own.empty() ? last : own;
    // In parts or written in another way, it would not be found.
    return download.secret && line.find("//") != std::string::npos ? program + " has failed" : one_line(line);
}

}  // namespace deployer::agent
