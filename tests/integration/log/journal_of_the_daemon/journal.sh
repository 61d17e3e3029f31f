#!/bin/sh
# A /run/systemd/journal of our own, in a mount namespace.
mkdir -p "@DIR@/run/systemd/journal"
mount --bind "@DIR@/run" /run
exec "$@"
