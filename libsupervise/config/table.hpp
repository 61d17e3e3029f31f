/// Reads the keys of one section by an option table, in the table's order.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "config/expand.hpp"
#include "config/findings.hpp"
#include "config/ini.hpp"
#include "config/option.hpp"

namespace supervise::config {

/// What a load knows while it goes through the sections.
struct Reading {
    Document document;
    Findings findings{document};
    Places places;
    EnvironmentNames names;
    std::string here;
    std::size_t expanded_bytes = 0;  ///< of all values so far (limits::max_all_expanded_bytes)

    explicit Reading(const Surroundings& around);

    /// What Supervisor appends to errors of a program: " in section 'program:x' (file: 'x.conf')".
    std::string program_suffix(const Section& section) const;
};

/// The names of sections other than programs (CFG-064, CFG-071).
class PlainScopes {
public:
    explicit PlainScopes(const Reading& reading)
        : environment_(reading.names), here_(reading.names), host_(reading.names) {
        here_.add("here", reading.here);
        host_.add("here", reading.here).add("host_node_name", reading.places.around().hostname);
    }
    const Scope& operator()(const Option& option) const {
        return option.names == Names::environment ? environment_
               : option.names == Names::host      ? host_
                                                  : here_;
    }

private:
    Scope environment_, here_, host_;
};

/// A key of a section as messages name it.
Findings::Subject subject_of(const Section& section, const Entry* entry, std::string_view key = {});

/// Who reports an error: with Supervisor's suffix of programs, or without (section 1.9).
enum class Suffix { none, program };
void report(Reading& reading, const Section& section, const Entry* entry, std::string_view key,
            const Fault& fault, Suffix suffix = Suffix::none);

/// A value with its %(...)s replaced, ready for its row; problems are reported.
std::optional<std::string> expanded_value(Reading& reading, const Section& section, const Entry& entry,
                                          const Option& option, const Scope& scope, Suffix suffix);

/// Enough to tell a few dozen known keys apart, and much quicker than a hash of every letter.
struct KeyHash {
    std::size_t operator()(std::string_view key) const {
        if (key.empty())
            return 0;
        const auto letter = [&](std::size_t at) {
            return static_cast<std::size_t>(static_cast<unsigned char>(key[at]));
        };
        return key.size() + 31 * letter(0) + 131 * letter(key.size() / 2) + 521 * letter(key.size() - 1);
    }
};

/// One option table made ready for a load: which row a key belongs to, and what [DEFAULT] says for it.
template <typename Target>
class Table {
public:
    explicit Table(std::span<const OptionRow<Target>> rows) : rows_(rows) {
        for (std::size_t i = 0; i < rows_.size(); ++i)
            index_.emplace(rows_[i].option.name, i);
    }

    bool has(std::string_view key) const { return index_.contains(key); }

    /// Looks the section's keys up; what the following calls are about.
    void select(const Document& document, const Section& section) {
        if (!defaults_known_) {
            defaults_.assign(rows_.size(), nullptr);
            place(document.defaults(), defaults_);
            defaults_known_ = true;
        }
        entries_ = defaults_;
        place(section, entries_);
        section_ = &section;
    }

    /// The selected section's value for a key, before expansion.
    const Entry* entry(std::string_view key) const { return entries_[index_.at(key)]; }

    /// Reads every key that is present into `target`. `scope_of` gives the names a row's value may use,
    /// `after` runs after each row, present or not, and `missing` is what to say of a required key that is
    /// not there.
    template <typename ScopeOf, typename After, typename Missing>
    bool read(Reading& reading, Target& target, ScopeOf scope_of, Suffix suffix, After after,
              Missing missing) {
        bool good = true;
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            const OptionRow<Target>& row = rows_[i];
            if (entries_[i] != nullptr) {
                good = read_value(reading, row, *entries_[i], target, scope_of(row.option), suffix) && good;
            } else if (row.option.required) {
                report(reading, *section_, nullptr, row.option.name, missing(row.option), suffix);
                good = false;
            }
            after(row.option);
        }
        return good;
    }

    /// The same for a table without required keys.
    template <typename ScopeOf>
    bool read(Reading& reading, Target& target, ScopeOf scope_of, Suffix suffix = Suffix::none) {
        return read(
            reading, target, scope_of, suffix, [](const Option&) {}, [](const Option&) { return Fault{}; });
    }

    bool read_value(Reading& reading, const OptionRow<Target>& row, const Entry& entry, Target& target,
                    const Scope& scope, Suffix suffix) const {
        const auto text = expanded_value(reading, *section_, entry, row.option, scope, suffix);
        if (!text)
            return false;
        const Stored stored = row.store(target, {*text, section_->name(), reading.here, reading.places});
        if (!stored)
            report(reading, *section_, &entry, row.option.name, stored.error(), suffix);
        return stored.has_value();
    }

private:
    void place(const Section& section, std::vector<const Entry*>& entries) const {
        for (const Entry& entry : section.entries())
            if (const auto at = index_.find(entry.key); at != index_.end())
                entries[at->second] = &entry;
    }

    std::span<const OptionRow<Target>> rows_;
    std::unordered_map<std::string_view, std::size_t, KeyHash> index_;
    std::vector<const Entry*> defaults_, entries_;
    bool defaults_known_ = false;
    const Section* section_ = nullptr;
};

}  // namespace supervise::config
