#!/bin/sh
# A /dev with a log socket of our own in it: run in a mount namespace.
mkdir -p "@DIR@/dev"
for node in null zero full random urandom tty; do
    : > "@DIR@/dev/$node"
    mount --bind "/dev/$node" "@DIR@/dev/$node"
done
mkdir -p "@DIR@/dev/fd" && rmdir "@DIR@/dev/fd" && ln -sf /proc/self/fd "@DIR@/dev/fd"
mount --rbind "@DIR@/dev" /dev
exec "$@"
