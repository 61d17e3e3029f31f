// Writes the files made from the tables into the source tree whose path is the one argument.
#include <cstdio>
#include <fstream>
#include <sstream>

#include "reference/files.hpp"
#include "sys/own_process.hpp"

int main(int argc, char** argv) {
    using namespace supervise::reference;
    const auto words = supervise::sys::arguments_of_main(argc, argv);
    if (words.size() != 2) {
        std::fputs("usage: write_files SOURCE_TREE\n", stderr);
        return 2;
    }
    for (const MadeFile& file : made_files()) {
        const std::string path = words[1] + "/" + file.path;
        std::ifstream source(path + ".in");
        std::stringstream text;
        text << source.rdbuf();
        const auto made = make(file, text.str());
        if (!made) {
            std::fprintf(stderr, "write_files: %s\n", made.error().message.c_str());
            return 1;
        }
        std::ofstream target(path);
        target << *made;
        target.close();
        if (!target) {
            std::fprintf(stderr, "write_files: cannot write %s\n", path.c_str());
            return 1;
        }
    }
    return 0;
}
