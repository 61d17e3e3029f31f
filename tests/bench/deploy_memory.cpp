// What a deployment to many hosts costs on the side of the deployer: hosts that answer at once, over sessions
// that exist in memory only, and a plan of the size of a simple application.
//
//   deploy_memory [HOSTS [FORKS]]   default: 500 hosts, 30 at a time
#include <sys/resource.h>

#include <chrono>
#include <cstdlib>
#include <string>

#include <fmt/core.h>

#include "run/run.hpp"

namespace {

using namespace deployer;

/// As many as an agent tells, of about their size.
std::string facts_of(const std::string& host) {
    std::string json = fmt::format(R"({{"ansible_hostname": "{0}", "ansible_fqdn": "{0}.example.com")", host);
    for (int i = 0; i < 30; ++i)
        json += fmt::format(R"(, "ansible_distribution_fact_{}": "some value {}")", i, i);
    for (const char* nested : {"ansible_default_ipv4", "ansible_date_time"})
        json += fmt::format(
            R"(, "{}": {{"address": "10.0.0.1", "interface": "eth0", "network": "10.0.0.0"}})", nested);
    return json + R"(, "ansible_all_ipv4_addresses": ["10.0.0.1", "192.168.0.1"]})";
}

class Session final : public transport::Session {
public:
    explicit Session(const std::string& host) : facts_(facts_of(host)) {}

    const std::string& facts() const override { return facts_; }
    supervise::Result<void> run(std::span<const task::Request> requests, const task::Contents&,
                                const std::function<void(std::size_t, task::Answer)>& take) override {
        for (std::size_t i = 0; i < requests.size(); ++i)
            take(i, {.status = task::Status::changed, .message = "written", .modified = 1'700'000'000});
        return {};
    }

private:
    std::string facts_;
};

class Quiet final : public report::Report {
public:
    void begin_play(std::string_view, std::size_t) override {}
    void begin_step(std::string_view, bool) override {}
    void result(const report::ItemResult&) override { ++results; }
    void note(std::string_view) override {}
    void no_more_hosts() override {}
    void progress(std::string_view, std::size_t, std::size_t) override {}
    void recap(const std::vector<report::HostTotals>&) override {}

    std::size_t results = 0;
};

plan::Item item(const std::string& host, int play, int step) {
    task::EnsureFile file;
    file.path = fmt::format("/opt/application/{}/part{}/file{}.conf", host, play, step);
    file.ownership = {"application", "application", "0644"};
    file.content.sha256 = std::string(64, 'a');
    return {file.path, std::move(file), false};
}

plan::Plan plan_for(const model::Model& model) {
    plan::Plan plan;
    for (int p = 0; p < 5; ++p) {
        plan::Play play;
        play.title = "all";
        for (std::size_t i = 0; i < model.hosts.size(); ++i)
            play.hosts.push_back(i);
        for (int s = 0; s < 6; ++s) {
            plan::Step step;
            step.kind = s == 0 ? plan::Step::Kind::facts : plan::Step::Kind::task;
            step.title = fmt::format("Step {} of part {}", s, p);
            for (const model::Host& host : model.hosts)
                step.items.push_back(s == 0 ? std::vector<plan::Item>{} : std::vector{item(host.name, p, s)});
            play.steps.push_back(std::move(step));
        }
        plan.plays.push_back(std::move(play));
    }
    return plan;
}

double resident_mib() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

}  // namespace

int main(int argc, char** argv) {
    const int hosts = argc > 1 ? std::atoi(argv[1]) : 500;
    run::RunOptions options;
    options.forks = argc > 2 ? static_cast<std::size_t>(std::atoi(argv[2])) : 30;

    model::Model model;
    for (int i = 0; i < hosts; ++i) {
        model::Host host;
        host.name = fmt::format("host{:04}", i);
        host.ssh_host = host.name + ".example.com";
        host.ssh_user = "root";
        host.ssh_private_key_file = "/home/deployer/keys/root_id";
        model.hosts.push_back(std::move(host));
    }
    fmt::print("before: {:.1f} MiB resident at most\n", resident_mib());

    Quiet report;
    double planned = 0;
    const auto begin = std::chrono::steady_clock::now();
    const run::RunResult result = run::run(
        model,
        [&](const std::vector<std::optional<jinja::Dict>>&) {
            plan::Built built{plan_for(model), {}};
            planned = resident_mib();
            return built;
        },
        [](const model::Host& host,
           const transport::LoginOptions&) -> supervise::Result<std::unique_ptr<transport::Session>> {
            return std::make_unique<Session>(host.name);
        },
        options, report);
    const auto took = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    fmt::print("logged in and planned: {:.1f} MiB\n", planned);
    fmt::print("{} hosts, {} at a time, {} results: {:.1f} MiB, {:.2f} s, status {}\n", hosts, options.forks,
               report.results, resident_mib(), took, result.exit_status);
    return result.exit_status;
}
