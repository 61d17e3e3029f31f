/// INI text as Supervisor's parser reads it: Python 3's RawConfigParser with inline comments `;` and `#`,
/// without interpolation, duplicates allowed (CFG-020 to CFG-033). Pure: text in, sections out.
///
/// Why not libinih, which the distribution packages: its section names end at 49 bytes in the compiled
/// library (a program may have any name), it says neither the line of a value nor that a section without keys
/// exists, hands continuation lines over like repeated keys, continues whatever is indented at all, and takes
/// the first inline comment sign only. Feeding it normalised lines would leave it nothing to do. Length is
/// unlimited here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace supervise::config {

/// Where something was written. `file` indexes Document::files; line 0 means "nowhere in particular".
struct Place {
    std::uint32_t file = 0;
    std::uint32_t line = 0;
};

struct Entry {
    std::string key;  ///< lower case
    std::string value;
    Place place;
};

class Section {
public:
    Section(std::string name, Place place) : name_(std::move(name)), place_(place) {}

    const std::string& name() const { return name_; }
    Place place() const { return place_; }                          ///< of its first header
    const std::vector<Entry>& entries() const { return entries_; }  ///< in order of first mention
    const Entry* find(std::string_view key) const;

    /// Sets a value; one that exists keeps its position. Returns where it stands, and where the earlier one
    /// was written if there was one.
    std::pair<std::size_t, std::optional<Place>> set(std::string key, std::string value, Place place);
    Entry& entry(std::size_t index) { return entries_[index]; }

private:
    std::optional<std::size_t> position(std::string_view key) const;

    std::string name_;
    Place place_;
    std::vector<Entry> entries_;
    std::unordered_map<std::string, std::size_t> index_;  ///< only once there are many entries
};

/// A key set twice in one section of one file: legal, but seldom meant.
struct Duplicate {
    std::string section, key;
    Place first, second;
};

/// The sections of one or more files, merged as CFG-028 says.
class Document {
public:
    const std::vector<std::string>& files() const { return files_; }
    const std::vector<Section>& sections() const { return sections_; }  ///< in order of first mention
    const Section& defaults() const { return defaults_; }               ///< [DEFAULT]
    const std::vector<Duplicate>& duplicates() const { return duplicates_; }

    const Section* find(std::string_view section) const;

    /// The option of a section, or else that of [DEFAULT] (CFG-029).
    const Entry* option(const Section& section, std::string_view key) const;

    /// Adds an empty section that is in no file's text; messages say `file`. The reference holds until the
    /// next one.
    Section& add_section(std::string file, std::string_view name);

    /// Replaces the text `%(here)s` in everything read since the last call (CFG-049).
    void expand_here(std::string_view here);

private:
    friend class IniReader;

    Section& open(std::string_view name, Place place);

    std::vector<std::string> files_;
    std::vector<Section> sections_;
    std::unordered_map<std::string, std::size_t> by_name_;
    Section defaults_{"DEFAULT", {}};
    std::vector<Duplicate> duplicates_;

    // What expand_here has still to look at, so that 50,000 included files do not mean 50,000 full scans.
    std::vector<std::pair<std::size_t, std::size_t>> here_entries_;  ///< (section, entry)
    std::vector<std::string> here_defaults_;                         ///< keys of [DEFAULT] that mention here
    std::size_t sections_expanded_ = 0;
    bool defaults_changed_ = false;
};

/// Why a text is not INI.
struct SyntaxFault {
    std::string text;                  ///< Supervisor's words, all offending lines in one message
    std::vector<std::uint32_t> lines;  ///< the offenders; empty when the file is not text at all
};

/// Adds the sections of `text` to `document`. `file` is the name as messages show it.
/// On a fault the document holds what was read so far and must not be used for anything but messages.
std::optional<SyntaxFault> read_ini(Document& document, std::string file, std::string_view text);

}  // namespace supervise::config
