# Completion of hadeploy for bash.
# Made from hadeploy.bash.in and the tables of the sources by `cmake --build BUILD --target generate_docs`.

# Sets REPLY to what the value of option $1 is, and `choices` to the words it can be; `none`: it has no value.
__hadeploy_value_of() {
    REPLY=none
    case $1 in
        --src) REPLY=file ;;
        --var) REPLY=unforeseen ;;
        --action) REPLY=words choices='deploy dumpvars none remove start status stop' ;;
        --scope) REPLY=words choices='all none users files systemd supervisor' ;;
        --noScope) REPLY=words choices='all none users files systemd supervisor' ;;
        --limit) REPLY=unforeseen ;;
        --vaultPasswordFile) REPLY=file ;;
        --forks) REPLY=unforeseen ;;
        --serial) REPLY=unforeseen ;;
        --max-fail) REPLY=unforeseen ;;
        --ssh-timeout) REPLY=unforeseen ;;
        --output) REPLY=words choices='text json' ;;
        --log-level) REPLY=words choices='error warn info debug trace' ;;
        --loggingConf) REPLY=file ;;
        --workingFolder) REPLY=folder ;;
        --prometheus-targets) REPLY=file ;;
        --engine) REPLY=words choices='native ansible' ;;
    esac
}

# The same for the options of `hadeploy vault`.
__hadeploy_vault_value_of() {
    REPLY=none
    case $1 in
        --vaultPasswordFile) REPLY=file ;;
        --newVaultPasswordFile) REPLY=file ;;
    esac
}

_hadeploy() {
    local current=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD - 1]} choices='' REPLY
    # `=` is a word of its own, which only belongs to an option right behind its name.
    if [[ $current == = ]]; then
        current=''
    elif [[ $option == = ]]; then
        option=${COMP_WORDS[COMP_CWORD - 2]}
        [[ $option == --* ]] || option=--var
    fi
    COMPREPLY=()
    if [[ ${COMP_WORDS[1]} == vault && $COMP_CWORD -gt 1 ]]; then
        __hadeploy_vault_value_of "$option"
        if ((COMP_CWORD == 2)); then
            choices='encrypt decrypt rekey'
        else
            choices='
        --vaultPasswordFile --newVaultPasswordFile --askVaultPassword
            '
        fi
    else
        __hadeploy_value_of "$option"
        if [[ $REPLY == none ]]; then
            choices='
        --src --var --action --scope --noScope --limit --check --diff --askVaultPassword --vaultPasswordFile
        --forks --serial --max-fail --yes --prune --force --replace-supervisor --insecure-host-keys
        --ssh-timeout --watch --states-only --output --quiet --v --vv --vvv --log-level --loggingConf
        --workingFolder --prometheus-targets --engine --help --version
            '
            ((COMP_CWORD == 1)) && choices+=' vault'
        fi
    fi
    case $REPLY in
    file | folder)
        compopt -o filenames 2>/dev/null
        mapfile -t COMPREPLY < <(compgen "$([[ $REPLY == folder ]] && echo -d || echo -f)" -- "$current")
        ;;
    words | none) mapfile -t COMPREPLY < <(compgen -W "$choices" -- "$current") ;;
    esac
}

complete -F _hadeploy hadeploy
