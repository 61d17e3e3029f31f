/// supervisord: the process manager.
#include "daemon/program.hpp"
#include "sys/own_process.hpp"

int main(int argc, char** argv) {
    return supervise::daemon::run_program(supervise::sys::arguments_of_main(argc, argv));
}
