#!/bin/sh
# Leaves the daemon in the background.
@DIR@/daemon.sh background </dev/null >/dev/null 2>&1 &
