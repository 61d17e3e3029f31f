#!/bin/sh
# A daemon that puts its pid into a file and notes the signals it gets; it takes a moment to end.
trap 'echo HUP >> @DIR@/$1.signals' HUP
trap 'echo TERM >> @DIR@/$1.signals; sleep 0.5; echo ended >> @DIR@/$1.signals; exit 0' TERM
echo $$ > @DIR@/$1.pid
while :; do sleep 0.05; done
