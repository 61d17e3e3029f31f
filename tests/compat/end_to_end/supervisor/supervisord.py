import sys

from supervisor import become

become("supervisord", sys.argv[1:])
