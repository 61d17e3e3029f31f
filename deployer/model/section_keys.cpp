#include "model/section_keys.hpp"

#include <algorithm>
#include <array>

#include "config/tables.hpp"
#include "config/values.hpp"
#include "model/reading.hpp"

namespace deployer::model {

namespace config = supervise::config;

namespace {

// HADeploy's order (HD-PRG-02).
constexpr std::array<std::string_view, 25> first_keys{"command",
                                                      "process_name",
                                                      "numprocs",
                                                      "numprocs_start",
                                                      "priority",
                                                      "autostart",
                                                      "startsecs",
                                                      "startretries",
                                                      "autorestart",
                                                      "exitcodes",
                                                      "stopsignal",
                                                      "stopwaitsecs",
                                                      "stopasgroup",
                                                      "killasgroup",
                                                      "user",
                                                      "redirect_stderr",
                                                      "stdout_logfile",
                                                      "stdout_logfile_maxbytes",
                                                      "stdout_logfile_backups",
                                                      "stderr_logfile",
                                                      "stderr_logfile_maxbytes",
                                                      "stderr_logfile_backups",
                                                      "environment",
                                                      "directory",
                                                      "umask"};

class Collector {
public:
    template <typename Rows>
    void add(Rows rows, std::optional<Program::Kind> only) {
        for (const auto& row : rows)
            if (find(row.option.name) == nullptr)
                keys_.push_back({&row.option, yaml_type(row.option), only});
    }

    std::vector<SectionKey> sorted() {
        std::vector<SectionKey> keys;
        for (const std::string_view name : first_keys)
            if (const SectionKey* key = find(name))
                keys.push_back(*key);
        for (const SectionKey& key : keys_)
            if (std::find(first_keys.begin(), first_keys.end(), key.option->name) == first_keys.end())
                keys.push_back(key);
        return keys;
    }

private:
    const SectionKey* find(std::string_view name) const {
        const auto found = std::find_if(keys_.begin(), keys_.end(),
                                        [name](const SectionKey& key) { return key.option->name == name; });
        return found == keys_.end() ? nullptr : &*found;
    }

    std::vector<SectionKey> keys_;
};

std::vector<SectionKey> collect() {
    Collector all;
    all.add(config::program_rows(), std::nullopt);
    all.add(config::process_rows(), std::nullopt);
    all.add(config::eventlistener_rows(), Program::Kind::eventlistener);
    all.add(config::fcgi_program_rows(), Program::Kind::fcgi_program);
    return all.sorted();
}

template <typename Value>
std::optional<config::Fault> fault_of(const config::Parsed<Value>& parsed) {
    return parsed ? std::nullopt : std::optional(parsed.error());
}

}  // namespace

const std::vector<SectionKey>& program_section_keys() {
    static const std::vector<SectionKey> keys = collect();
    return keys;
}

Type yaml_type(const config::Option& option) {
    switch (option.type) {
    case config::Type::boolean:
        return Type::boolean;
    case config::Type::integer:
        return Type::integer;
    case config::Type::exit_codes:
        return Type::numbers;
    case config::Type::environment:
        return Type::environment;
    case config::Type::list:
        return Type::text_or_texts;
    case config::Type::text:
    case config::Type::byte_size:
    case config::Type::duration:
    case config::Type::octal:
    case config::Type::directory:
    case config::Type::file:
    case config::Type::log_file:
    case config::Type::log_level:
    case config::Type::signal:
    case config::Type::autorestart:
    case config::Type::user:
    case config::Type::owner:
    case config::Type::address:
    case config::Type::name:
    case config::Type::entry_point:
    case config::Type::url:
        return Type::text;
    }
    return Type::text;
}

std::optional<config::Fault> section_value_fault(const config::Option& option, const std::string& text) {
    if (has_expression(text) || text.find("%(") != std::string::npos)
        return std::nullopt;
    switch (option.type) {
    case config::Type::byte_size:
        return fault_of(config::byte_size(text));
    case config::Type::duration:
        return fault_of(config::duration(text));
    case config::Type::octal:
        return fault_of(config::octal(text));
    case config::Type::log_level:
        return fault_of(config::log_level(text));
    case config::Type::signal:
        return fault_of(config::signal_number(text));
    case config::Type::exit_codes:
        return fault_of(config::exit_codes(text));
    case config::Type::autorestart:
        return fault_of(config::autorestart(text));
    case config::Type::environment:
        return fault_of(config::environment(text));
    case config::Type::text:
    case config::Type::boolean:
    case config::Type::integer:
    case config::Type::directory:
    case config::Type::file:
    case config::Type::log_file:
    case config::Type::user:
    case config::Type::owner:
    case config::Type::address:
    case config::Type::name:
    case config::Type::list:
    case config::Type::entry_point:
    case config::Type::url:
        return std::nullopt;
    }
    return std::nullopt;
}

}  // namespace deployer::model
