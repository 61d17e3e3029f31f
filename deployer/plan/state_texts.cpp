#include "plan/state_texts.hpp"

namespace deployer::plan {

std::vector<std::string> state_texts(const model::Model& model) {
    std::vector<std::string> texts;
    for (const model::Supervisor& supervisor : model.supervisors) {
        texts.insert(texts.end(), {supervisor.socket(), supervisor.include_dir, supervisor.file_suffix});
        if (supervisor.http_server)
            texts.push_back(supervisor.http_server->endpoint);
    }
    for (const model::Program& program : model.programs)
        for (const auto& [key, value] : program.options)
            if (key == "process_name")
                texts.push_back(value);
    // A file of the description may stand among those of programs.
    for (const model::File& file : model.files)
        texts.insert(texts.end(), {file.dest_folder, file.dest_name});
    return texts;
}

}  // namespace deployer::plan
