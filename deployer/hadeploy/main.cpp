/// hadeploy: deploys what a description says to hosts.
#include <csignal>
#include <cstdlib>
#include <span>
#include <string>
#include <vector>

#include "ansible/folder.hpp"
#include "control/status_table.hpp"
#include "hadeploy/cancellation.hpp"
#include "hadeploy/limits.hpp"
#include "hadeploy/local_files.hpp"
#include "hadeploy/run_action.hpp"
#include "hadeploy/vault_command.hpp"
#include "hadeploy/working_folder.hpp"
#include "report/make.hpp"
#include "sys/fd.hpp"
#include "sys/foreground.hpp"
#include "sys/own_process.hpp"
#include "sys/signals.hpp"
#include "sys/small_file.hpp"
#include "sys/terminal.hpp"
#include "sys/terminal_question.hpp"
#include "sys/users.hpp"
#include "transport/askpass.hpp"

namespace {

using namespace deployer;
namespace sys = supervise::sys;

constexpr int input_fd = 0;
constexpr int output_fd = 1;
constexpr int error_fd = 2;
constexpr unsigned public_mode = 0644;

// What cannot be printed is lost: the run matters more.
void out(std::string_view text) {
    static_cast<void>(sys::write_all(output_fd, text));
}
void err(std::string_view text) {
    static_cast<void>(sys::write_all(error_fd, text));
}

supervise::Result<std::string> ask(std::string_view prompt, bool hidden) {
    return sys::ask_at_terminal(prompt, hidden ? sys::Answer::hidden : sys::Answer::shown);
}

std::string home_folder() {
    if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0')
        return home;
    const auto account = sys::SystemUsers().by_uid(sys::real_uid());
    return account ? account->home : "/";
}

supervise::Result<std::string> read_input() {
    return hadeploy::read_local("/dev/stdin");
}

std::unique_ptr<report::Report> make_report(const hadeploy::Options& options) {
    if (options.json)
        return report::make_json_report(report::standard_output());
    report::ConsoleOptions console = report::console_options();
    console.quiet = options.quiet;
    console.verbosity = options.verbosity;
    return report::make_console_report(console, report::standard_output());
}

/// Inventories may be vaults of their own (HD-INV-25).
model::ReadModel read_model(const source::Document& document, model::ReadContext context) {
    context.read_password = [](const std::string& path) -> supervise::Result<std::string> {
        const auto password = vault::read_password_file(path);
        return password ? supervise::Result<std::string>(password->text()) : tl::unexpected(password.error());
    };
    context.decrypt = [](std::string_view text,
                         const std::string& password) -> supervise::Result<std::string> {
        const auto clear = vault::decrypt(text, vault::Secret(password));
        return clear ? supervise::Result<std::string>(clear->text()) : tl::unexpected(clear.error());
    };
    return model::read(document, context);
}

hadeploy::Rooms rooms(const std::string& agent_file) {
    hadeploy::Rooms rooms;
    rooms.read_model = read_model;
    rooms.build_plan = plan::build;
    rooms.run = [login = transport::open_ssh(agent_file)](const auto& model, const auto& build,
                                                          run::RunOptions options, auto& report) {
        const hadeploy::Cancellation cancellation(err);
        options.cancelled = &cancellation.flag();
        return run::run(model, build, login, options, report);
    };
    rooms.make_report = make_report;
    rooms.status_table = control::status_table;
    rooms.status_json = control::status_json;
    rooms.lasting_status = control::lasting;
    rooms.all_as_described = control::all_as_described;
    rooms.check_project = ansible::check_folder;
    rooms.write_project = ansible::write_project;
    rooms.run_program = sys::run_in_foreground;
    return rooms;
}

hadeploy::Surroundings surroundings(const hadeploy::Installation& installation) {
    hadeploy::Surroundings here;
    here.rooms = rooms(installation.agent_file);
    here.load = {hadeploy::read_local, sys::current_folder(), home_folder()};
    here.look = hadeploy::look_at;
    here.list = [](const std::string& folder) { return hadeploy::list_local(sys::SystemFiles(), folder); };
    here.read_password_file = vault::read_password_file;
    here.write_working_folder = hadeploy::write_working_folder;
    here.write_public_file = [](const std::string& path, const std::string& text) {
        return sys::write_whole_file(path, text, public_mode, sys::Umask::ignored);
    };
    here.installation = installation;
    here.version = SUPERVISE_VERSION;
    here.input_is_terminal = sys::is_terminal(input_fd);
    here.output_is_terminal = sys::is_terminal(output_fd);
    here.ask = ask;
    here.out = out;
    here.err = err;
    return here;
}

int run_program(std::span<const std::string> arguments) {
    if (!arguments.empty() && arguments.front() == "vault")
        return hadeploy::run_vault_command(
            arguments.subspan(1), {read_input, vault::read_password_file,
                                   [](std::string_view prompt) { return ask(prompt, true); }, out, err});
    const hadeploy::Installation installation =
        hadeploy::find_installation(sys::SystemFiles(), sys::own_program());
    const auto options =
        hadeploy::read_options(arguments, {SUPERVISE_VERSION, installation.folder},
                               [](const std::string& path) { return sys::SystemFiles().exists(path); });
    if (!options) {
        err(options.error().error);
        out(options.error().output);
        return options.error().status;
    }
    return hadeploy::run_action(*options, surroundings(installation));
}

}  // namespace

int main(int argc, char** argv) {
    if (std::getenv(transport::askpass_variable) != nullptr)
        return transport::answer_askpass();
    sys::ignore_signals({SIGPIPE});
    const std::vector<std::string> arguments = sys::arguments_of_main(argc, argv);
    return run_program(std::span(arguments).subspan(arguments.empty() ? 0 : 1));
}
