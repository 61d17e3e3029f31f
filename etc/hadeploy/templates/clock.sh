#!/bin/sh
# Says what time it is, every {{ seconds }} seconds.
while true; do
    echo "it is $(date +%T) on {{ ansible_hostname }}"
    sleep {{ seconds }}
done
