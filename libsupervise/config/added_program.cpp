#include "config/added_program.hpp"

#include "config/lint.hpp"
#include "config/path.hpp"
#include "config/program_reader.hpp"
#include "config/text.hpp"

namespace supervise::config {

AddedProgram read_added_program(const ProgramText& program, const std::string& path,
                                const Surroundings& around, const Environment& global) {
    Reading reading(around);
    reading.here = absolute_path(directory_of(path), around.cwd);
    for (const auto& [name, value] : global)
        reading.names.set(name, value);
    Section& section = reading.document.add_section(path, "program:" + program.name);
    for (const auto& [given, value] : program.options) {
        const std::string key = lower(strip(given));
        // What stands around a value in the file is no part of it; of these, only a name must be without.
        section.set(key, key == "process_name" ? std::string(strip(value)) : value, section.place());
    }

    AddedProgram added;
    added.processes = ProgramReader(reading, global).read(section, program.group);
    lint_document(reading);
    added.error = reading.findings.take_first_error();
    added.told = reading.findings.take_told();
    added.messages = reading.findings.take_messages();
    added.diagnostics = reading.findings.take_diagnostics();
    std::erase_if(added.diagnostics,
                  [](const Diagnostic& found) { return found.section.empty(); });  // of the file
    return added;
}

}  // namespace supervise::config
