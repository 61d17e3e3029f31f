#!/bin/sh
# Stays, while the daemon is another process.
@DIR@/daemon.sh wrapped &
while kill -0 $! 2>/dev/null; do wait; done
