"""How a scenario is declared."""

TABLE = []


class Scenario:
    def __init__(self, name, config, steps, clients=False, needs=()):
        self.name = name
        self.config = config
        self.steps = steps
        self.clients = clients
        self.needs = needs


def scenario(config, clients=False, needs=(), name=None):
    """Registers the decorated function, which takes a recorder.Recorder. `clients`: with all pairs of programs."""
    def register(steps):
        TABLE.append(Scenario(name or steps.__name__, config, steps, clients, needs))
        return steps
    return register
