"""What is done to the daemon itself: killed and started again, told to restart, to reopen its logs, to end."""
import signal
import time

from .fault import Fault


class Kill(Fault):
    """SIGKILL, as the kernel does it when memory is short; then a new one, while what the old one started still runs or
    after it was ended."""
    name = "daemon.kill"
    room = "daemon"
    weight = 1

    def begin(self):
        world = self.world
        early = self.dice.random() < 0.5
        with world.excuse("the daemon was killed"):
            world.kill()
            world.configure(world.configuration)
            if not early:
                time.sleep(self.dice.uniform(0, 1))
                world.end_orphans()
            world.asked_to_stop.clear()
            world.start()
            if early:
                time.sleep(self.dice.uniform(0, 1))
                world.end_orphans()


class Terminate(Fault):
    """An orderly end in the middle of everything, perhaps with other signals behind it, and a new daemon."""
    name = "daemon.term"
    room = "daemon"
    weight = 1

    def begin(self):
        world = self.world
        with world.excuse("the daemon was stopped"):
            world.daemon.send_signal(signal.SIGTERM)
            for number in self.dice.choices((signal.SIGTERM, signal.SIGHUP, signal.SIGUSR2, signal.SIGINT), k=self.dice.randrange(4)):
                world.daemon.send_signal(number)
            world.terminate()
            world.configure(world.configuration)
            world.asked_to_stop.clear()
            world.start()


class Restarts(Fault):
    """SIGHUP, once or as a storm, or asked for; whatever else happens until it runs again."""
    name = "daemon.hup"
    room = "daemon"
    lasts = (0.3, 4)
    weight = 2

    def begin(self):
        world = self.world
        times = self.dice.choice((0, 1, 2, 10, 50))
        world.note("  %d times" % times)
        self.excuse = world.excuse("the daemon was told to restart")
        self.excuse.__enter__()
        # A restart is refused while the configuration is broken: what was stopped by request stays so then.
        if times == 0:
            world.requests.call("restart")
        for _ in range(times):
            world.daemon.send_signal(signal.SIGHUP)
            time.sleep(self.dice.choice((0, 0, 0.001, 0.05)))

    def end(self):
        self.world.wait_running()
        time.sleep(0.5)
        self.world.wait_running()
        self.excuse.__exit__(None, None, None)


class Reopens(Fault):
    """SIGUSR2, as logrotate sends it, as a storm."""
    name = "daemon.usr2"
    weight = 3

    def begin(self):
        times = self.dice.choice((1, 5, 100, 300))
        self.world.note("  %d times" % times)
        for _ in range(times):
            self.world.daemon.send_signal(signal.SIGUSR2)
            time.sleep(self.dice.choice((0, 0, 0, 0.01)))


class Freeze(Fault):
    """Stopped for a while, as on a host that is suspended: everything it waits for is due at once when it goes on."""
    name = "daemon.freeze"
    weight = 1

    def begin(self):
        self.world.freeze()
        time.sleep(self.dice.uniform(0.2, 3))
        self.world.daemon.send_signal(signal.SIGCONT)


FAULTS = (Kill, Terminate, Restarts, Reopens, Freeze)
