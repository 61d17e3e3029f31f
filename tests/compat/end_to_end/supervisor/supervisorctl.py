import sys

from supervisor import become

become("supervisorctl", sys.argv[1:])
