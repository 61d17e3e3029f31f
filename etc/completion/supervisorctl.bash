# Completion of supervisorctl for bash.
# Made from supervisorctl.bash.in and the tables of the sources by `cmake --build BUILD --target generate_docs`.
#
# Names of programs and groups are asked from the daemon that the line is for (-c, -s, -u, -p); without an answer there
# are none. Works with and without the package bash-completion.

# Sets `words`: the words of the line up to the cursor. Bash splits them at `:` and `=`, too; here they are whole.
__supervisorctl_split_line() {
    local rest=${COMP_LINE:0:COMP_POINT} part i blanks
    words=()
    for ((i = 0; i <= COMP_CWORD; i++)); do
        blanks=${rest%%[![:space:]]*}
        rest=${rest#"$blanks"}
        part=${COMP_WORDS[i]}
        if ((i == COMP_CWORD)); then
            part=$rest
        fi
        rest=${rest#"$part"}
        if ((i > 0)) && [[ -z $blanks ]]; then
            words[${#words[@]} - 1]+=$part
        else
            words+=("$part")
        fi
    done
}

# Sets REPLY to what the value of option $1 is; `none`: it has none.
__supervisorctl_value_of() {
    REPLY=none
    case $1 in
        -c | --configuration) REPLY=file ;;
        -s | --serverurl) REPLY=unforeseen ;;
        -u | --username) REPLY=unforeseen ;;
        -p | --password) REPLY=unforeseen ;;
        -r | --history_file) REPLY=file ;;
        --timeout) REPLY=unforeseen ;;
    esac
}

# Sets REPLY to what the words behind command $1 are.
__supervisorctl_words_of() {
    REPLY=none
    case $1 in
        add) REPLY=groups_to_add ;;
        clear) REPLY=processes ;;
        fg) REPLY=process ;;
        help) REPLY=topic ;;
        logs) REPLY=processes ;;
        pid) REPLY=processes ;;
        remove) REPLY=groups ;;
        restart) REPLY=processes ;;
        signal) REPLY=signal_and_processes ;;
        start) REPLY=processes ;;
        status) REPLY=processes ;;
        stop) REPLY=processes ;;
        tail) REPLY=process_and_channel ;;
        top) REPLY=processes ;;
        update) REPLY=groups_to_update ;;
    esac
}

# Prints what the daemon of this line answers. Never asks for a password, never waits for long.
__supervisorctl_ask() {
    local patience=()
    if type -P timeout >/dev/null; then
        patience=(timeout 3)
    fi
    "${patience[@]}" "${client[@]}" "$1" 2>/dev/null </dev/null
}

# Adds the names that exist to `candidates`; $1 says which: processes, wildcards, active_groups or available_groups.
__supervisorctl_add_names() {
    local name second rest group groups=' '
    case $1 in
    available_groups)
        while read -r name second rest; do
            group=${name%%:*}
            if [[ $second == avail && $groups != *" $group "* ]]; then
                groups+="$group "
                candidates+=("$group")
            fi
        done < <(__supervisorctl_ask avail)
        ;;
    *)
        while read -r name second rest; do
            [[ $second =~ ^[[:upper:]]+$ ]] || continue # not a state: an error message
            group=${name%%:*}
            case $1 in
            processes) candidates+=("$name") ;;
            wildcards) [[ $name == *:* && $groups != *" $group "* ]] && candidates+=("$group:*") ;;
            active_groups) [[ $groups != *" $group "* ]] && candidates+=("$group") ;;
            esac
            groups+="$group "
        done < <(__supervisorctl_ask status)
        ;;
    esac
}

# Adds what may follow the words of `behind` to `candidates`; $1 as in the table of commands.
__supervisorctl_add_words() {
    case $1 in
    process) ((${#behind[@]} == 0)) && __supervisorctl_add_names processes ;;
    process_and_channel)
        if ((${#behind[@]} == 0)); then
            __supervisorctl_add_names processes
        elif ((${#behind[@]} == 1)); then
            candidates+=(stdout stderr)
        fi
        ;;
    processes)
        candidates+=(all)
        __supervisorctl_add_names processes
        __supervisorctl_add_names wildcards
        ;;
    signal_and_processes)
        if ((${#behind[@]} > 0)); then
            __supervisorctl_add_words processes
        else
            candidates+=(
        HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN
        TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS RTMIN RTMAX IOT CLD POLL
            )
        fi
        ;;
    groups) __supervisorctl_add_names active_groups ;;
    groups_to_add) __supervisorctl_add_names available_groups ;;
    groups_to_update)
        candidates+=(all)
        __supervisorctl_add_names active_groups
        __supervisorctl_add_names available_groups
        ;;
    topic) ((${#behind[@]} == 0)) && __supervisorctl_add_commands ;;
    esac
}

__supervisorctl_add_commands() {
    candidates+=(
        add avail clear exit fg help logs maintail open pid quit reload remove reread restart shutdown signal
        start status stop tail top update version
    )
}

# Adds the options of command $1 and what may follow it.
__supervisorctl_add_behind_command() {
    local options='' valued=' ' word skip='' behind=()
    case $1 in
        add) options='--timeout' valued=' --timeout ' ;;
        avail) options='--timeout' valued=' --timeout ' ;;
        clear) options='--timeout --serial' valued=' --timeout ' ;;
        help) options='--all' valued='  ' ;;
        logs) options='-f --follow -n --lines --stdout --stderr --no-prefix --timeout' valued=' -n --lines --timeout ' ;;
        maintail) options='-f' valued='  ' ;;
        pid) options='--timeout --exit-zero' valued=' --timeout ' ;;
        reload) options='--timeout' valued=' --timeout ' ;;
        remove) options='--timeout' valued=' --timeout ' ;;
        reread) options='--timeout' valued=' --timeout ' ;;
        restart) options='--timeout --serial' valued=' --timeout ' ;;
        shutdown) options='--timeout' valued=' --timeout ' ;;
        signal) options='--timeout --serial' valued=' --timeout ' ;;
        start) options='--timeout --serial' valued=' --timeout ' ;;
        status) options='--json -w --watch --timeout --exit-zero' valued=' --timeout ' ;;
        stop) options='--timeout --serial' valued=' --timeout ' ;;
        tail) options='-f' valued='  ' ;;
        update) options='--timeout' valued=' --timeout ' ;;
        version) options='--timeout' valued=' --timeout ' ;;
    esac
    for word in "${@:2}"; do
        if [[ -n $skip ]]; then
            skip=''
        elif [[ $word == -* ]]; then
            [[ $valued == *" $word "* ]] && skip=yes
        else
            behind+=("$word")
        fi
    done
    if [[ -n $skip ]]; then
        return
    elif [[ $current == -* ]]; then
        candidates+=($options)
    else
        __supervisorctl_words_of "$1"
        __supervisorctl_add_words "$REPLY"
    fi
}

# Puts those of `candidates` into COMPREPLY that the current word begins and that are not on the line yet.
__supervisorctl_reply() {
    local candidate used=" ${words[*]:1:${#words[@]}-2} "
    for candidate in "${candidates[@]}"; do
        if [[ $candidate == "$current"* && $used != *" $candidate "* ]]; then
            # A name with a sign that the shell would act on is quoted, but for the `*` of a group.
            [[ $candidate =~ ^[[:alnum:]_.:@%+,/*=-]+$ ]] || printf -v candidate %q "$candidate"
            COMPREPLY+=("$candidate")
        fi
    done
}

__supervisorctl_reply_files() {
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -f -- "$current")
}

_supervisorctl() {
    local words current client candidates=() i command='' at=0 skip='' prefix='' REPLY
    COMPREPLY=()
    __supervisorctl_split_line
    current=${words[-1]}
    client=("${words[0]/#~\//$HOME/}")
    for ((i = 1; i < ${#words[@]} - 1; i++)); do
        if [[ -n $skip ]]; then
            skip=''
        elif [[ ${words[i]} == -* ]]; then
            __supervisorctl_value_of "${words[i]}"
            [[ $REPLY != none ]] && skip=$REPLY
            [[ ${words[i]} == -i || ${words[i]} == --interactive ]] && continue
        else
            command=${words[i]}
            at=$i
            break
        fi
        REPLY=${words[i]//[\"\'\\]/}
        client+=("${REPLY/#~\//$HOME/}")
    done
    if [[ -z $command && -z $skip && $current == --*=* ]]; then
        __supervisorctl_value_of "${current%%=*}"
        skip=$REPLY
        prefix=${current%%=*}=
        current=${current#*=}
    fi
    if [[ -n $command ]]; then
        __supervisorctl_add_behind_command "$command" "${words[@]:at+1:${#words[@]}-at-2}"
        __supervisorctl_reply
    elif [[ $skip == file ]]; then
        __supervisorctl_reply_files
    elif [[ -n $skip ]]; then
        return
    elif [[ $current == -* ]]; then
        candidates+=(
        -c --configuration -h -? --help -i --interactive -s --serverurl -u --username -p --password -r
        --history_file --timeout
        )
        __supervisorctl_reply
    else
        __supervisorctl_add_commands
        __supervisorctl_reply
    fi
    # What is put into the line replaces only what stands behind the last `:` or `=`, where bash breaks words at them.
    COMPREPLY=("${COMPREPLY[@]/#/"$prefix"}")
    current=$prefix$current
    for ((i = ${#current} - 1; i >= 0; i--)); do
        if [[ ${current:i:1} == [:=] && $COMP_WORDBREAKS == *"${current:i:1}"* ]]; then
            COMPREPLY=("${COMPREPLY[@]#"${current:0:i+1}"}")
            break
        fi
    done
}

complete -F _supervisorctl supervisorctl
