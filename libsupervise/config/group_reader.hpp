/// Reads [group:x], [program:x], [eventlistener:x] and [fcgi-program:x] into process groups (1.9 to 1.12).
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "config/model.hpp"
#include "config/program_reader.hpp"
#include "config/table.hpp"
#include "config/tables.hpp"

namespace supervise::config {

class GroupReader {
public:
    GroupReader(Reading& reading, const Environment& global)
        : reading_(reading), programs_(reading, global) {}

    /// All groups, sorted by priority and name, each name once.
    std::vector<GroupConfig> read();

private:
    void read_group(const Section& section);
    const std::vector<std::string_view>& program_names();
    const Section* member(const Section& group, const Entry& entry, const std::string& program);
    void read_program(const Section& section);
    void read_listener(const Section& section);
    void read_fcgi(const Section& section);
    bool settle_socket(const Section& section, FcgiDraft& draft);
    Parsed<void> parse_socket(FcgiDraft& draft) const;
    void keep_one_process_of_a_name(GroupConfig& group, const Section& section);
    std::vector<GroupConfig> sorted();

    Reading& reading_;
    PlainScopes plain_{reading_};
    ProgramReader programs_;
    Table<ListenerDraft> listener_{eventlistener_rows()};
    Table<FcgiDraft> fcgi_{fcgi_program_rows()};
    Table<GroupDraft> group_{group_rows()};
    std::vector<GroupConfig> groups_;
    std::vector<std::string_view> program_names_;  ///< for suggestions, made when first needed
    std::unordered_set<const Section*> grouped_;   ///< sections that some [group:x] names
};

}  // namespace supervise::config
