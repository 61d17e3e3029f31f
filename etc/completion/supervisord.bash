# Completion of supervisord for bash.
# Made from supervisord.bash.in and the tables of the sources by `cmake --build BUILD --target generate_docs`.

# Sets REPLY to what the value of option $1 is; `none`: it has none.
__supervisord_value_of() {
    REPLY=none
    case $1 in
        -c | --configuration) REPLY=file ;;
        -u | --user) REPLY=user ;;
        -m | --umask) REPLY=unforeseen ;;
        -d | --directory) REPLY=folder ;;
        -l | --logfile) REPLY=file ;;
        -y | --logfile_maxbytes) REPLY=unforeseen ;;
        -z | --logfile_backups) REPLY=unforeseen ;;
        -e | --loglevel) REPLY=level ;;
        -j | --pidfile) REPLY=file ;;
        -i | --identifier) REPLY=unforeseen ;;
        -q | --childlogdir) REPLY=folder ;;
        -a | --minfds) REPLY=unforeseen ;;
        --minprocs) REPLY=unforeseen ;;
    esac
}

_supervisord() {
    local current=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD - 1]} REPLY
    # `=` is a word of its own.
    if [[ $current == = ]]; then
        current=''
    elif [[ $option == = ]]; then
        option=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    COMPREPLY=()
    __supervisord_value_of "$option"
    case $REPLY in
    file | folder)
        compopt -o filenames 2>/dev/null
        mapfile -t COMPREPLY < <(compgen "$([[ $REPLY == folder ]] && echo -d || echo -f)" -- "$current")
        ;;
    user) mapfile -t COMPREPLY < <(compgen -u -- "$current") ;;
    level)
        mapfile -t COMPREPLY < <(compgen -W '
        critical error warn info debug trace blather
        ' -- "$current")
        ;;
    none)
        mapfile -t COMPREPLY < <(compgen -W '
        -c --configuration -n --nodaemon -s --silent -v --version -t --check --strict --sample_config -u
        --user -m --umask -d --directory -l --logfile -y --logfile_maxbytes -z --logfile_backups -e --loglevel
        -j --pidfile -i --identifier -q --childlogdir -k --nocleanup -a --minfds --strip_ansi --minprocs
        --trust_config -h -? --help
        ' -- "$current")
        ;;
    esac
}

complete -F _supervisord supervisord
