import sys

from supervisor import become

become("echo_supervisord_conf", sys.argv[1:])
