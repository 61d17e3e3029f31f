#include <algorithm>

#include <nlohmann/json.hpp>

#include "report/diff.hpp"
#include "report/make.hpp"
#include "report/result_json.hpp"

namespace deployer::report {
namespace {

// Members in the order in which they are written here, as readers expect them.
using Json = nlohmann::ordered_json;

class JsonReport final : public Report {
public:
    explicit JsonReport(Output output) : output_(std::move(output)) {
        document_["plays"] = Json::array();
        document_["notes"] = Json::array();
    }

    void begin_play(std::string_view title, std::size_t hosts) override {
        Json play;
        play["name"] = title;
        play["hosts"] = hosts;
        play["steps"] = Json::array();
        document_["plays"].push_back(std::move(play));
    }

    void begin_step(std::string_view title, bool is_handler) override {
        Json step;
        step["name"] = title;
        step["kind"] = is_handler ? "handler" : "task";
        step["results"] = Json::array();
        play()["steps"].push_back(std::move(step));
    }

    void result(const ItemResult& result) override {
        Json entry;
        entry["host"] = result.host;
        entry["outcome"] = outcome_name(result.outcome);
        if (result.item)
            entry["item"] = *result.item;
        if (!result.message.empty())
            entry["message"] = result.message;
        if (!result.path.empty())
            entry["path"] = result.path;
        if (result.before || result.after)
            entry["diff"] = unified_diff(result.before.value_or(std::string()),
                                         result.after.value_or(std::string()), result.path);
        if (play()["steps"].empty())
            begin_step("", false);
        play()["steps"].back()["results"].push_back(std::move(entry));
    }

    void note(std::string_view text) override { document_["notes"].push_back(text); }
    void no_more_hosts() override { document_["no_more_hosts"] = true; }
    void progress(std::string_view, std::size_t, std::size_t) override {}

    void recap(const std::vector<HostTotals>& hosts) override {
        Json stats = Json::object();
        std::vector<HostTotals> sorted = hosts;
        std::sort(sorted.begin(), sorted.end(),
                  [](const HostTotals& one, const HostTotals& other) { return one.host < other.host; });
        for (const HostTotals& totals : sorted) {
            Json& entry = stats[totals.host];
            entry["ok"] = totals.ok;
            entry["changed"] = totals.changed;
            entry["unreachable"] = totals.unreachable;
            entry["failed"] = totals.failed;
            entry["skipped"] = totals.skipped;
        }
        document_["stats"] = std::move(stats);
        output_(document_.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
    }

private:
    /// Results before the first play, of the logins, get one without a name.
    Json& play() {
        if (document_["plays"].empty())
            begin_play("", 0);
        return document_["plays"].back();
    }

    Json document_;
    Output output_;
};

}  // namespace

std::unique_ptr<Report> make_json_report(Output output) {
    return std::make_unique<JsonReport>(std::move(output));
}

}  // namespace deployer::report
