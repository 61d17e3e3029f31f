/// The agent: a static program that the deployer sends to a host and talks to over its input and output.
#include <csignal>
#include <iostream>

#include <sys/resource.h>
#include <sys/stat.h>

#include "agent/accounts.hpp"
#include "agent/facts.hpp"
#include "agent/kernel_host.hpp"
#include "agent/session.hpp"
#include "sys/own_process.hpp"

namespace {

/// A connection that breaks ends the agent by the end of its input, not in the middle of an operation.
void ignore_signals() {
    for (const int signal : {SIGPIPE, SIGHUP, SIGINT})
        (void)std::signal(signal, SIG_IGN);
}

void allow_descriptors() {
    rlimit limit = {};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
}

int serve() {
    using namespace deployer::agent;
    ignore_signals();
    allow_descriptors();
    // Modes are what is asked for, whatever the login's umask.
    ::umask(022);
    Session session(0, 1);
    KernelHost host([&session] { session.still_working(); });
    const auto account = Accounts(host).user(host.own_user());
    StateFolder state(StateFolder::of_this_account(account ? account->home : ""));
    return session.serve(host, state, facts(host, account)) ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    const auto words = supervise::sys::arguments_of_main(argc, argv);
    if (words.size() == 1)
        return serve();
    if (words.size() == 2 && words[1] == "--version") {
        std::cout << "hadeploy-agent " << SUPERVISE_VERSION << "\n";
        return 0;
    }
    std::cerr << "usage: hadeploy-agent [--version]\n"
                 "hadeploy starts it on a host and talks to it over its input and output.\n";
    return 2;
}
