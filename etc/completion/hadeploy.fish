# Completion of hadeploy for fish.
# Made from hadeploy.fish.in and the tables of the sources by `cmake --build BUILD --target generate_docs`.

function __hadeploy_has_vault
    set -l words (commandline -opc)
    test "$words[2]" = vault
end

function __hadeploy_has_no_vault
    not __hadeploy_has_vault
end

function __hadeploy_wants_verb
    __hadeploy_has_vault
    and test (count (commandline -opc)) -eq 2
end

function __hadeploy_has_nothing
    test (count (commandline -opc)) -eq 1
end

complete -c hadeploy -f
complete -c hadeploy -n __hadeploy_has_nothing -f -a vault -d 'makes and shows encrypted values'
complete -c hadeploy -n __hadeploy_has_no_vault -l src -r -F -d 'a description; several are read in the order given'
complete -c hadeploy -n __hadeploy_has_no_vault -l var -x -d 'sets a variable for what is read behind it'
complete -c hadeploy -n __hadeploy_has_no_vault -l action -x -a 'deploy dumpvars none remove start status stop' -d 'deploy, remove, start, stop, status, none (only checks) or dumpvars'
complete -c hadeploy -n __hadeploy_has_no_vault -l scope -x -a 'all none users files systemd supervisor' -d 'only these parts, hosts or groups'
complete -c hadeploy -n __hadeploy_has_no_vault -l noScope -x -a 'all none users files systemd supervisor' -d 'all parts, hosts and groups but these'
complete -c hadeploy -n __hadeploy_has_no_vault -l limit -x -d 'only these hosts and groups of hosts'
complete -c hadeploy -n __hadeploy_has_no_vault -l check -d 'predicts what would change, and changes nothing'
complete -c hadeploy -n __hadeploy_has_no_vault -l diff -d 'shows how files change'
complete -c hadeploy -n __hadeploy_has_no_vault -l askVaultPassword -d 'asks for the password of encrypted_vars'
complete -c hadeploy -n __hadeploy_has_no_vault -l vaultPasswordFile -r -F -d 'the file with that password, or a program that prints it'
complete -c hadeploy -n __hadeploy_has_no_vault -l forks -x -d 'how many hosts are worked on at a time (30)'
complete -c hadeploy -n __hadeploy_has_no_vault -l serial -x -d 'how many hosts are finished before the next ones begin (all)'
complete -c hadeploy -n __hadeploy_has_no_vault -l max-fail -x -d 'goes on until more than N hosts have failed'
complete -c hadeploy -n __hadeploy_has_no_vault -l yes -d 'remove: does not ask'
complete -c hadeploy -n __hadeploy_has_no_vault -l prune -d 'deploy: removes programs that are not described any more'
complete -c hadeploy -n __hadeploy_has_no_vault -l force -d 'remove: also what no deployment made; --prune: also in supervisors with managed: no'
complete -c hadeploy -n __hadeploy_has_no_vault -l replace-supervisor -d 'deploy: puts this supervisord in the place of another'
complete -c hadeploy -n __hadeploy_has_no_vault -l insecure-host-keys -d 'logs in whatever key a host shows'
complete -c hadeploy -n __hadeploy_has_no_vault -l ssh-timeout -x -d 'how long a login may take (10)'
complete -c hadeploy -n __hadeploy_has_no_vault -l watch -d 'status: looks again until Ctrl-C, every 2 seconds or as --watch=SECONDS says'
complete -c hadeploy -n __hadeploy_has_no_vault -l states-only -d 'status: does not compare files, folders, accounts and settings'
complete -c hadeploy -n __hadeploy_has_no_vault -l output -x -a 'text json' -d 'how the run is reported'
complete -c hadeploy -n __hadeploy_has_no_vault -l quiet -d 'tells only what changed or failed'
complete -c hadeploy -n __hadeploy_has_no_vault -l v -d 'also tells what steps say when nothing is wrong'
complete -c hadeploy -n __hadeploy_has_no_vault -l vv -d 'as --v'
complete -c hadeploy -n __hadeploy_has_no_vault -l vvv -d 'as --v'
complete -c hadeploy -n __hadeploy_has_no_vault -l log-level -x -a 'error warn info debug trace' -d 'how much is told; error and warn are as --quiet, debug and trace as --v'
complete -c hadeploy -n __hadeploy_has_no_vault -l loggingConf -r -F -d 'is accepted for compatibility, and not used'
complete -c hadeploy -n __hadeploy_has_no_vault -l workingFolder -x -a '(__fish_complete_directories)' -d 'keeps plan, model and rendered files in FOLDER/hadeploy-work'
complete -c hadeploy -n __hadeploy_has_no_vault -l prometheus-targets -r -F -d 'lists the supervisors with a web server in FILE, as Prometheus reads it'
complete -c hadeploy -n __hadeploy_has_no_vault -l engine -x -a 'native ansible' -d 'what carries out the plan'
complete -c hadeploy -n __hadeploy_has_no_vault -l help -d 'prints this text'
complete -c hadeploy -n __hadeploy_has_no_vault -l version -d 'prints the version'
complete -c hadeploy -n __hadeploy_wants_verb -f -a encrypt -d 'a text to a vault'
complete -c hadeploy -n __hadeploy_wants_verb -f -a decrypt -d 'a vault to its text'
complete -c hadeploy -n __hadeploy_wants_verb -f -a rekey -d 'a vault to one with another password'
complete -c hadeploy -n __hadeploy_has_vault -l vaultPasswordFile -r -F -d 'the file with the password, or a program that prints it'
complete -c hadeploy -n __hadeploy_has_vault -l newVaultPasswordFile -r -F -d 'rekey: the file with the new one'
complete -c hadeploy -n __hadeploy_has_vault -l askVaultPassword -d 'asks for the password, as without any option'
