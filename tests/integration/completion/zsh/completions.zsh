# Sets up completion in a bare zsh; Ctrl-T writes what is offered for the line into $OFFERED, and END.
PS1='ready> '
fpath=($FILES $fpath)
autoload -U compinit && compinit -u -D

compadd() {
    if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then
        builtin compadd "$@" # it only asks which would match
        return
    fi
    local -a matches
    builtin compadd -A matches "$@"
    (( $#matches )) && print -rl -- $matches >>$OFFERED
    builtin compadd "$@"
}

offer() {
    : >$OFFERED
    zle list-choices
    print END >>$OFFERED
    BUFFER=
}
zle -N offer
bindkey '^T' offer
