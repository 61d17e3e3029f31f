"""Where things are kept."""
import os
import pathlib

#: Base systems, which are kept, and a folder for each lab that is up. `SUPERVISE_LAB_CACHE` names another one.
CACHE = pathlib.Path(os.environ.get("SUPERVISE_LAB_CACHE", "/var/tmp/supervise-lab"))

DOMAIN = "mycluster.com"
SUBNET = "10.91.0"
MOST_HOSTS = 200


def labs():
    return CACHE / "labs"


def address(number):
    """Of host `number`, counted from 1; .1 is the deployer."""
    return "%s.%d" % (SUBNET, 10 + number)
