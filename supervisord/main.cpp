/// supervisord: the process manager.
#include <string>
#include <vector>

#include "daemon/program.hpp"

int main(int argc, char** argv) {
    return supervise::daemon::run_program(std::vector<std::string>(argv, argv + argc));
}
