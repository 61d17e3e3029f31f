# Completion of supervisorctl for fish.
# Made from supervisorctl.fish.in and the tables of the sources by `cmake --build BUILD --target generate_docs`.
#
# Names of programs and groups are asked from the daemon that the line is for (-c, -s, -u, -p); without an answer there
# are none.

# Takes the line apart, into the lists whose names begin with __supervisorctl_: `client`, the program with the options
# given to it; `command`, empty so far or one word; `behind`, the words after it that are no options.
function __supervisorctl_read_line
    set -l valued -c --configuration -s --serverurl -u --username -p --password -r --history_file --timeout
    set -l words (commandline -opc)
    set -g __supervisorctl_client $words[1]
    set -g __supervisorctl_command
    set -g __supervisorctl_behind
    set -l is_value no
    for word in $words[2..-1]
        if test -n "$__supervisorctl_command"
            string match -q -- '-*' $word
            or set -a __supervisorctl_behind $word
        else if test $is_value = no; and not string match -q -- '-*' $word
            set __supervisorctl_command $word
        else if not contains -- $word -i --interactive
            set -a __supervisorctl_client (string replace -r '^~/' "$HOME/" -- $word)
            if test $is_value = no; and contains -- $word $valued
                set is_value yes
            else
                set is_value no
            end
        end
    end
end

function __supervisorctl_has_no_command
    __supervisorctl_read_line
    test -z "$__supervisorctl_command"
end

function __supervisorctl_command_is
    __supervisorctl_read_line
    test "$__supervisorctl_command" = $argv[1]
end

# Prints what the daemon of this line answers. Never asks for a password, never waits for long.
function __supervisorctl_ask
    set -l patience
    type -q timeout
    and set patience timeout 3
    set -l asked $patience $__supervisorctl_client $argv[1]
    command $asked 2>/dev/null </dev/null
end

# NAME<tab>STATE of every process.
function __supervisorctl_active
    __supervisorctl_ask status | string replace -rf '^(\S+)\s+([A-Z]+)(\s.*)?$' '$1\t$2'
end

function __supervisorctl_single
    for line in (__supervisorctl_active)
        contains -- (string split -f 1 \t -- $line) $__supervisorctl_behind
        or echo $line
    end
end

function __supervisorctl_process
    test (count $__supervisorctl_behind) -eq 0
    and __supervisorctl_single
end

function __supervisorctl_process_and_channel
    if test (count $__supervisorctl_behind) -eq 0
        __supervisorctl_single
    else if test (count $__supervisorctl_behind) -eq 1
        printf '%s\n' stdout stderr
    end
end

function __supervisorctl_processes
    __supervisorctl_single
    printf 'all\tevery process\n'
    __supervisorctl_active | string replace -rf '^([^:\t]+):.*$' '$1:*\tgroup' | sort -u
end

function __supervisorctl_signal_and_processes
    if test (count $__supervisorctl_behind) -gt 0
        __supervisorctl_processes
    else
        printf '%s\n' HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS RTMIN RTMAX IOT CLD POLL
    end
end

function __supervisorctl_groups
    __supervisorctl_active | string replace -rf '^([^:\t]+).*$' '$1\tactive group' | sort -u
end

function __supervisorctl_groups_to_add
    __supervisorctl_ask avail | string replace -rf '^([^:\s]+)\S*\s+avail\s.*$' '$1\tavailable group' | sort -u
end

function __supervisorctl_groups_to_update
    __supervisorctl_groups
    __supervisorctl_groups_to_add
    printf 'all\tevery group\n'
end

function __supervisorctl_topic
    test (count $__supervisorctl_behind) -eq 0
    and printf '%s\n' add avail clear exit fg help logs maintail open pid quit reload remove reread restart shutdown signal start status stop tail top update version
end

complete -c supervisorctl -f
complete -c supervisorctl -n __supervisorctl_has_no_command -s 'c' -l configuration -r -F -d 'configuration file (looked for in the usual places if not given)'
complete -c supervisorctl -n __supervisorctl_has_no_command -s 'h' -s '?' -l help -d 'print this text and exit'
complete -c supervisorctl -n __supervisorctl_has_no_command -s 'i' -l interactive -d 'start an interactive shell; with an action, ask as it does before shutdown and reload and for a password'
complete -c supervisorctl -n __supervisorctl_has_no_command -s 's' -l serverurl -x -d 'where supervisord listens: http://host:port, https://host:port or unix:///path (default "http://localhost:9001")'
complete -c supervisorctl -n __supervisorctl_has_no_command -s 'u' -l username -x -d 'user name for the server'
complete -c supervisorctl -n __supervisorctl_has_no_command -s 'p' -l password -x -d 'password for the server'
complete -c supervisorctl -n __supervisorctl_has_no_command -s 'r' -l history_file -r -F -d 'keep the shell'\''s history in this file'
complete -c supervisorctl -n __supervisorctl_has_no_command -l timeout -x -d 'how long an action may wait for supervisord; then it ends with status 124 (default: as long as it takes)'
complete -c supervisorctl -n __supervisorctl_has_no_command -f -a add -d 'Make groups active that are configured and not active yet; what has autostart is started'
complete -c supervisorctl -n __supervisorctl_has_no_command -f -a avail -d 'List all configured programs, in use or not'
complete -c supervisorctl -n __supervisorctl_has_no_command -f -a clear -d 'Empty the logs of processes'
complete -c supervisorctl -n __supervisorctl_has_no_command -f -a exit -d 'Exit the supervisor shell.'
complete -c supervisorctl -n __supervisorctl_has_no_command -f -a fg -d 'Connect to a process in the foreground; Ctrl-C leaves it'
complete -c supervisorctl -n __supervisorctl_has_no_command -f -a help -d 'List the commands, or explain one'
complete -c supervisorctl -n __supervisorctl_has_no_command -f -a logs -d 'Show the last lines of the logs of several processes, or follow them'
complete -c supervisorctl -n __supervisorctl_has_no_command -f -a maintail -d 'Show the end of the daemon'\''s log, or follow it'
complete -c supervisorctl -n __supervisorctl_has_no_command -f -a open -d 'Talk to another daemon from now on'
complete -c supervisorctl -n __supervisorctl_has_no_command -f -a pid -d 'Show the process id of supervisord, or of processes'
complete -c supervisorctl -n __supervisorctl_has_no_command -f -a quit -d 'Exit the supervisor shell.'
complete -c supervisorctl -n __supervisorctl_has_no_command -f -a reload -d 'Restart the daemon: stop everything, read the configuration, start anew'
complete -c supervisorctl -n __supervisorctl_has_no_command -f -a remove -d 'Take groups that have stopped out of the running configuration'
complete -c supervisorctl -n __supervisorctl_has_no_command -f -a reread -d 'Read the configuration and say what has changed; nothing is touched'
complete -c supervisorctl -n __supervisorctl_has_no_command -f -a restart -d 'Stop and start processes; the configuration is not read'
complete -c supervisorctl -n __supervisorctl_has_no_command -f -a shutdown -d 'Stop everything and end the daemon'
complete -c supervisorctl -n __supervisorctl_has_no_command -f -a signal -d 'Send a signal to processes'
complete -c supervisorctl -n __supervisorctl_has_no_command -f -a start -d 'Start processes'
complete -c supervisorctl -n __supervisorctl_has_no_command -f -a status -d 'Show the state of processes'
complete -c supervisorctl -n __supervisorctl_has_no_command -f -a stop -d 'Stop processes'
complete -c supervisorctl -n __supervisorctl_has_no_command -f -a tail -d 'Show the end of what a process has written, or follow it'
complete -c supervisorctl -n __supervisorctl_has_no_command -f -a top -d 'Show memory and CPU of processes, their children included, live'
complete -c supervisorctl -n __supervisorctl_has_no_command -f -a update -d 'Read the configuration and make it effective; groups that have changed are restarted'
complete -c supervisorctl -n __supervisorctl_has_no_command -f -a version -d 'Show the version of the daemon'
complete -c supervisorctl -n '__supervisorctl_command_is add' -f -a '(__supervisorctl_groups_to_add)'
complete -c supervisorctl -n '__supervisorctl_command_is clear' -f -a '(__supervisorctl_processes)'
complete -c supervisorctl -n '__supervisorctl_command_is fg' -f -a '(__supervisorctl_process)'
complete -c supervisorctl -n '__supervisorctl_command_is help' -f -a '(__supervisorctl_topic)'
complete -c supervisorctl -n '__supervisorctl_command_is logs' -f -a '(__supervisorctl_processes)'
complete -c supervisorctl -n '__supervisorctl_command_is pid' -f -a '(__supervisorctl_processes)'
complete -c supervisorctl -n '__supervisorctl_command_is remove' -f -a '(__supervisorctl_groups)'
complete -c supervisorctl -n '__supervisorctl_command_is restart' -f -a '(__supervisorctl_processes)'
complete -c supervisorctl -n '__supervisorctl_command_is signal' -f -a '(__supervisorctl_signal_and_processes)'
complete -c supervisorctl -n '__supervisorctl_command_is start' -f -a '(__supervisorctl_processes)'
complete -c supervisorctl -n '__supervisorctl_command_is status' -f -a '(__supervisorctl_processes)'
complete -c supervisorctl -n '__supervisorctl_command_is stop' -f -a '(__supervisorctl_processes)'
complete -c supervisorctl -n '__supervisorctl_command_is tail' -f -a '(__supervisorctl_process_and_channel)'
complete -c supervisorctl -n '__supervisorctl_command_is top' -f -a '(__supervisorctl_processes)'
complete -c supervisorctl -n '__supervisorctl_command_is update' -f -a '(__supervisorctl_groups_to_update)'
complete -c supervisorctl -n '__supervisorctl_command_is add' -l timeout -x -d 'wait no longer than this; then say what is still on its way and end with status 124'
complete -c supervisorctl -n '__supervisorctl_command_is avail' -l timeout -x -d 'wait no longer than this; then say what is still on its way and end with status 124'
complete -c supervisorctl -n '__supervisorctl_command_is clear' -l timeout -x -d 'wait no longer than this; then say what is still on its way and end with status 124'
complete -c supervisorctl -n '__supervisorctl_command_is clear' -l serial -d 'one name after the other, as Supervisor does; else all at once'
complete -c supervisorctl -n '__supervisorctl_command_is help' -l all -d 'also into a pipe: the commands and options that Supervisor does not have'
complete -c supervisorctl -n '__supervisorctl_command_is logs' -s 'f' -l follow -d 'go on with what they write, until Ctrl-C'
complete -c supervisorctl -n '__supervisorctl_command_is logs' -s 'n' -l lines -x -d 'how many of the last lines of each log (default 10)'
complete -c supervisorctl -n '__supervisorctl_command_is logs' -l stdout -d 'standard output only'
complete -c supervisorctl -n '__supervisorctl_command_is logs' -l stderr -d 'standard error only'
complete -c supervisorctl -n '__supervisorctl_command_is logs' -l no-prefix -d 'no names before the lines'
complete -c supervisorctl -n '__supervisorctl_command_is logs' -l timeout -x -d 'wait no longer than this; then say what is still on its way and end with status 124'
complete -c supervisorctl -n '__supervisorctl_command_is maintail' -s 'f' -d 'Continuous tail of supervisor main log file (Ctrl-C to exit)'
complete -c supervisorctl -n '__supervisorctl_command_is pid' -l timeout -x -d 'wait no longer than this; then say what is still on its way and end with status 124'
complete -c supervisorctl -n '__supervisorctl_command_is pid' -l exit-zero -d 'end with status 0 whatever the processes do, as long as supervisord answers'
complete -c supervisorctl -n '__supervisorctl_command_is reload' -l timeout -x -d 'wait no longer than this; then say what is still on its way and end with status 124'
complete -c supervisorctl -n '__supervisorctl_command_is remove' -l timeout -x -d 'wait no longer than this; then say what is still on its way and end with status 124'
complete -c supervisorctl -n '__supervisorctl_command_is reread' -l timeout -x -d 'wait no longer than this; then say what is still on its way and end with status 124'
complete -c supervisorctl -n '__supervisorctl_command_is restart' -l timeout -x -d 'wait no longer than this; then say what is still on its way and end with status 124'
complete -c supervisorctl -n '__supervisorctl_command_is restart' -l serial -d 'one name after the other, as Supervisor does; else all at once'
complete -c supervisorctl -n '__supervisorctl_command_is shutdown' -l timeout -x -d 'wait no longer than this; then say what is still on its way and end with status 124'
complete -c supervisorctl -n '__supervisorctl_command_is signal' -l timeout -x -d 'wait no longer than this; then say what is still on its way and end with status 124'
complete -c supervisorctl -n '__supervisorctl_command_is signal' -l serial -d 'one name after the other, as Supervisor does; else all at once'
complete -c supervisorctl -n '__supervisorctl_command_is start' -l timeout -x -d 'wait no longer than this; then say what is still on its way and end with status 124'
complete -c supervisorctl -n '__supervisorctl_command_is start' -l serial -d 'one name after the other, as Supervisor does; else all at once'
complete -c supervisorctl -n '__supervisorctl_command_is status' -l json -d 'one JSON document with all that is known'
complete -c supervisorctl -n '__supervisorctl_command_is status' -s 'w' -l watch -d 'show changes as they happen, until q or Ctrl-C'
complete -c supervisorctl -n '__supervisorctl_command_is status' -l timeout -x -d 'wait no longer than this; then say what is still on its way and end with status 124'
complete -c supervisorctl -n '__supervisorctl_command_is status' -l exit-zero -d 'end with status 0 whatever the processes do, as long as supervisord answers'
complete -c supervisorctl -n '__supervisorctl_command_is stop' -l timeout -x -d 'wait no longer than this; then say what is still on its way and end with status 124'
complete -c supervisorctl -n '__supervisorctl_command_is stop' -l serial -d 'one name after the other, as Supervisor does; else all at once'
complete -c supervisorctl -n '__supervisorctl_command_is tail' -s 'f' -d 'Continuous tail of named process stdout; Ctrl-C to exit.'
complete -c supervisorctl -n '__supervisorctl_command_is update' -l timeout -x -d 'wait no longer than this; then say what is still on its way and end with status 124'
complete -c supervisorctl -n '__supervisorctl_command_is version' -l timeout -x -d 'wait no longer than this; then say what is still on its way and end with status 124'
