#!/bin/sh
# A parent and a child that note the TERM they get; with an argument both ignore it.
name=$1
if [ "$2" = ignore ]; then
    trap '' TERM
else
    trap "echo parent >> @DIR@/$name.terms; exit 0" TERM
fi
sh -c "
    if [ '$2' = ignore ]; then trap '' TERM; else trap 'echo child >> @DIR@/$name.terms; exit 0' TERM; fi
    echo \$\$ > @DIR@/$name.child
    while :; do sleep 0.05; done" 2>/dev/null &
while :; do sleep 0.05; done
