"""The packaged supervisorctl, or a supervisord that ends by itself, asked many times without starting Python each time: a process that has it loaded and
forks for each command line. Talks in lines of JSON on standard input and output.

Run as a program by the interpreter that the packaged script names.
"""
import importlib
import json
import os
import subprocess
import sys
import tempfile
import threading


class Reference:
    def __init__(self, program):
        with open(program) as script:
            interpreter = script.readline().lstrip("#!").split()[0]
        self.process = subprocess.Popen([interpreter, "-W", "ignore", __file__, program], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        self.lock = threading.Lock()

    def run(self, words, folder, environment):
        """(stdout, stderr, status), the first two as bytes."""
        with self.lock:
            self.process.stdin.write(json.dumps([words, str(folder), environment]) + "\n")
            self.process.stdin.flush()
            out, err, status = json.loads(self.process.stdout.readline())
        return out.encode("latin-1"), err.encode("latin-1"), status

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def child(program, words, folder, environment, out, err):
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(out.fileno(), 1)
    os.dup2(err.fileno(), 2)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = [program, *words]
    for number, name in ((0, "stdin"), (1, "stdout"), (2, "stderr")):
        setattr(sys, name, open(number, "w" if number else "r", encoding="utf-8", closefd=False, buffering=1))
    from supervisor import options
    options.Options.stderr, options.Options.stdout, options.Options.progname = sys.stderr, sys.stdout, program
    status = 1
    try:
        module_of(program).main()
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def module_of(program):
    return importlib.import_module("supervisor." + os.path.basename(program))


def serve(program):
    module_of(program)
    import encodings.idna  # noqa: F401  what a first call would load
    for line in sys.stdin:
        words, folder, environment = json.loads(line)
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            pid = os.fork()
            if pid == 0:
                child(program, words, folder, environment, out, err)
            _, status = os.waitpid(pid, 0)
            out.seek(0)
            err.seek(0)
            answer = [out.read().decode("latin-1"), err.read().decode("latin-1"), os.waitstatus_to_exitcode(status)]
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    serve(sys.argv[1])
