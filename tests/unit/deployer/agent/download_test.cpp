#include <utime.h>

#include "agent/download_tool.hpp"
#include "task/sha256.hpp"
#include "workplace.hpp"

namespace deployer::agent {
namespace {

using task::Status;

class Download : public fake::Workplace {
protected:
    Download() {
        host.programs["curl"] = [this](const Command& command) { return serve(command, command.input); };
    }

    /// The server: answers 304 to who knows its version.
    Finished serve(const Command& command, const std::string& asked) {
        if (status_line.find("200") == std::string::npos)
            return {.errors = status_line + "\r\n\r\n"};
        if (!etag.empty() && asked.find("If-None-Match: " + etag) != std::string::npos)
            return {.errors = "HTTP/1.1 304 Not Modified\r\nETag: " + etag + "\r\n\r\n"};
        ++sent;
        EXPECT_EQ(::write(command.output, body.data(), body.size()), static_cast<ssize_t>(body.size()));
        return {.errors = status_line + "\r\nETag: " + etag + "\r\n\r\n"};
    }

    task::Download wanted() {
        return {.url = "http://h/f.tgz?token=secret", .path = root("f"), .ownership = {"", "", "0644"}};
    }

    std::string status_line = "HTTP/1.1 200 OK", etag = "W/1", body = "archive";
    int sent = 0;
};

// HD-FIL-04
TEST_F(Download, is_fetched_once_and_asked_for_again_by_its_version) {
    EXPECT_EQ(perform(context, wanted()).status, Status::changed);
    EXPECT_EQ(folder.get("f"), "archive");
    EXPECT_EQ(mode(root("f")), 0644U);
    EXPECT_EQ(perform(context, wanted()).status, Status::ok);
    EXPECT_EQ(sent, 1);
    etag = "W/2";
    body = "newer";
    EXPECT_EQ(perform(context, wanted()).status, Status::changed);
    EXPECT_EQ(folder.get("f"), "newer");
}

TEST_F(Download, that_was_changed_since_is_fetched_again) {
    perform(context, wanted());
    folder.put("f", "tampered with");
    EXPECT_EQ(perform(context, wanted()).status, Status::changed);
    EXPECT_EQ(folder.get("f"), "archive");
}

TEST_F(Download, that_turns_out_to_be_the_same_is_ok) {
    etag = "";
    perform(context, wanted());
    const auto before = status(root("f"));
    EXPECT_EQ(perform(context, wanted()).status, Status::ok);
    EXPECT_EQ(sent, 2);
    EXPECT_EQ(status(root("f")).st_ino, before.st_ino);
}

TEST_F(Download, with_its_checksum_is_not_asked_for_again) {
    auto operation = wanted();
    operation.sha256 = task::sha256_hex("archive");
    EXPECT_EQ(perform(context, operation).status, Status::changed);
    host.programs.erase("curl");
    EXPECT_EQ(perform(context, operation).status, Status::ok);
    operation.ownership.mode = "0600";
    EXPECT_EQ(perform(context, operation).message, "mode 0644 -> 0600");
}

TEST_F(Download, with_a_second_name_is_not_adjusted_through_it) {
    auto operation = wanted();
    perform(context, operation);
    std::filesystem::create_hard_link(root("f"), root("other"));
    operation.ownership.mode = "0600";
    for (const std::string& sha256 : {std::string(), task::sha256_hex("archive")}) {
        operation.sha256 = sha256;
        EXPECT_EQ(perform(context, operation).message, "mode 0644 -> 0600");
        EXPECT_EQ(mode(root("f")), 0600U);
        EXPECT_EQ(mode(root("other")), 0644U);
        EXPECT_EQ(folder.get("f"), "archive");
        EXPECT_EQ(perform(context, operation).status, Status::ok);
        std::filesystem::remove(root("f"));
        std::filesystem::create_hard_link(root("other"), root("f"));
    }
}

TEST_F(Download, with_another_checksum_does_not_appear) {
    auto operation = wanted();
    operation.sha256 = task::sha256_hex("what was promised");
    folder.put("f", "old");
    const auto answer = perform(context, operation);
    EXPECT_EQ(answer.status, Status::failed);
    EXPECT_NE(answer.message.find(task::sha256_hex("archive")), std::string::npos);
    EXPECT_EQ(folder.get("f"), "old");
    EXPECT_EQ(names(folder.path()).size(), 2U);
}

TEST_F(Download, that_the_server_refuses_fails_and_leaves_the_old_one) {
    status_line = "HTTP/1.1 404 Not Found";
    folder.put("f", "old");
    const auto answer = perform(context, wanted());
    EXPECT_EQ(answer.status, Status::failed);
    EXPECT_NE(answer.message.find("status 404"), std::string::npos);
    EXPECT_EQ(answer.message.find("secret"), std::string::npos);
    EXPECT_EQ(folder.get("f"), "old");
}

TEST_F(Download, that_cannot_be_put_in_its_place_is_not_noted) {
    host.programs["curl"] = [this](const Command& command) {
        std::filesystem::create_directory(root("f"));
        return serve(command, command.input);
    };
    EXPECT_EQ(perform(context, wanted()).status, Status::failed);
    EXPECT_FALSE(ledger.has(Made::file, root("f")));
    EXPECT_FALSE(ledger.has(Made::download, root("f")));
}

TEST_F(Download, that_breaks_off_fails) {
    host.answers("curl", {.status = 18, .errors = "HTTP/1.1 200 OK\r\n\r\ncurl: (18) transfer closed\n"});
    const auto answer = perform(context, wanted());
    EXPECT_EQ(answer.status, Status::failed);
    EXPECT_NE(answer.message.find("curl: (18) transfer closed"), std::string::npos) << answer.message;
    EXPECT_FALSE(folder.has("f"));
}

TEST_F(Download, goes_by_wget_where_there_is_no_curl) {
    host.programs["wget"] = [this](const Command& command) {
        std::string asked;
        for (const std::string& word : command.argv)
            asked += word + "\n";
        return serve(command, asked);
    };
    host.programs.erase("curl");
    EXPECT_EQ(perform(context, wanted()).status, Status::changed);
    EXPECT_EQ(perform(context, wanted()).status, Status::ok);
    EXPECT_EQ(sent, 1);
    host.programs.erase("wget");
    EXPECT_NE(perform(context, wanted()).message.find("neither curl nor wget"), std::string::npos);
}

TEST_F(Download, keeps_passwords_out_of_the_process_list) {
    auto operation = wanted();
    operation.username = "u";
    operation.password = "pa\"ss";
    perform(context, operation);
    for (const std::string& word : host.ran.back())
        EXPECT_EQ(word.find("ss"), std::string::npos) << word;
    EXPECT_NE(host.inputs.back().find("user = \"u:pa\\\"ss\""), std::string::npos);
    for (const std::string& word : wget(operation, std::nullopt).argv)
        EXPECT_EQ(word.find("pa\"ss"), std::string::npos) << word;
}

TEST_F(Download, keeps_a_secret_url_out_of_the_process_list) {
    auto operation = wanted();
    operation.secret = true;
    perform(context, operation);
    host.programs.erase("curl");
    host.programs["wget"] = [this](const Command& command) {
        return command.argv.at(1) == "--version" ? Finished{.output = "GNU Wget 1.21.3 built on linux-gnu.\n"}
                                                 : serve(command, command.input);
    };
    etag = "";
    EXPECT_EQ(perform(context, operation).status, Status::ok);
    EXPECT_EQ(host.inputs.back(), "http://h/f.tgz?token=secret\n");
    operation.username = "u";
    operation.password = "p@ss";
    EXPECT_EQ(perform(context, operation).status, Status::ok);
    EXPECT_EQ(host.inputs.back(), "http://u:p%40ss@h/f.tgz?token=secret\n");
    for (const auto& argv : host.ran)
        for (const std::string& word : argv)
            EXPECT_EQ(word.find("secret"), std::string::npos) << word;
}

TEST_F(Download, of_a_secret_url_needs_a_program_that_can_keep_it) {
    auto operation = wanted();
    operation.secret = true;
    host.programs.erase("curl");
    host.answers("wget", {.status = 1, .errors = "wget: unrecognized option '--version'\n"});
    const auto answer = perform(context, operation);
    EXPECT_EQ(answer.status, Status::failed);
    EXPECT_NE(answer.message.find("install curl"), std::string::npos) << answer.message;
    EXPECT_EQ(host.ran.size(), 1U);
}

TEST_F(Download, tells_no_secret_url) {
    auto operation = wanted();
    operation.secret = true;
    host.answers("curl", {.status = 3, .errors = "curl: (3) http://h/f.tgz?token=%73ecret: bad URL\n"});
    EXPECT_EQ(perform(context, operation).message.find("token"), std::string::npos);
    operation.url = "ftp://h/?token=secret";
    EXPECT_EQ(perform(context, operation).message.find("token"), std::string::npos);
}

TEST_F(Download, url_is_no_pattern_of_curls) {
    perform(context, wanted());
    EXPECT_NE(host.inputs.back().find("globoff\n"), std::string::npos);
}

TEST_F(Download, takes_http_only_and_no_second_line) {
    for (const char* url :
         {"file:///etc/shadow", "ftp://h/x", "-o/etc/passwd", "http://h/\noutput = /etc/x"}) {
        auto operation = wanted();
        operation.url = url;
        EXPECT_EQ(perform(context, operation).status, Status::failed) << url;
    }
    EXPECT_TRUE(host.ran.empty());
}

TEST_F(Download, in_a_prediction_is_not_fetched) {
    context.begin.check = true;
    EXPECT_EQ(perform(context, wanted()).status, Status::changed);
    EXPECT_EQ(sent, 0);
    EXPECT_FALSE(folder.has("f"));
}

TEST(DownloadTool, last_response_counts) {
    const Response response =
        read_response("  HTTP/1.1 302 Found\n  ETag: \"a\"\n  HTTP/2 200\n  last-modified: Mon, 01\r\n");
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.version.etag, "");
    EXPECT_EQ(response.version.modified, "Mon, 01");
}

}  // namespace
}  // namespace deployer::agent
