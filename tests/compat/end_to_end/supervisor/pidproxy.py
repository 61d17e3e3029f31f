import sys

from supervisor import become

become("pidproxy", sys.argv[1:])
