# What health checks, deployments and logrotate do with supervisorctl.
ctl() { "$SUPERVISORCTL" -c "$CONF" "$@"; }
says() { printf '== %s: status %d\n' "$1" "$2"; }

ctl status | awk '{print $1, $2}'
ctl status | grep -v RUNNING
ctl status | grep -c RUNNING
ctl status web | grep -q RUNNING; says 'grep -q' $?
ctl status | while read -r name state rest; do [ "$state" = RUNNING ] || echo "$name is $state"; done
ctl status all >/dev/null; says 'status of all' $?
ctl status web >/dev/null; says 'status of one that runs' $?
ctl status off >/dev/null; says 'status of one that is stopped' $?
ctl status nobody; says 'status of nobody' $?
ctl status 'team:*' | sed 's/ .*//'
if ctl status | awk '{print $2}' | grep -qE 'FATAL|BACKOFF'; then echo unhealthy; else echo healthy; fi
ctl status </dev/null >/dev/null; says 'without a terminal' $?
kill -0 "$(ctl pid)"; says 'the daemon lives' $?
kill -0 "$(ctl pid web)"; says 'web lives' $?
[ "$(ctl pid off)" = 0 ]; says 'no pid of off' $?
[ "$(cat "$PIDFILE")" = "$(ctl pid)" ]; says 'pidfile' $?
ctl start off; says start $?
ctl start off; says 'start again' $?
ctl restart off; says restart $?
ctl stop off; says stop $?
ctl stop off; says 'stop again' $?
ctl signal HUP web 2>&1; says signal $?
ctl tail web | head -n 1
ctl tail -5 web stderr
ctl reread; says reread $?
ctl update; says update $?
printf '%s\n' 'status web' 'pid off' exit | ctl | sed -E 's/pid [0-9]+, uptime [0-9:]+/pid N, uptime T/'
"$SUPERVISORCTL" -s "$URL" -u user -p pass status web | awk '{print $1, $2}'
"$SUPERVISORCTL" -s "$URL" -u user -p wrong status web; says 'wrong password' $?
"$SUPERVISORCTL" -s "unix://$SOCKET" status web | awk '{print $1, $2}'
"$SUPERVISORCTL" -s unix:///no/such.sock status; says 'no daemon' $?
"$SUPERVISORCTL" -c "$CONF" maintail -20000 | grep -c 'supervisord started with pid'
# logrotate's postrotate.
mv "$FOLDER/web.out" "$FOLDER/web.out.1" && kill -USR2 "$(cat "$PIDFILE")"
until [ -e "$FOLDER/web.out" ]; do sleep 0.05; done
ls "$FOLDER" | grep '^web.out'
ctl shutdown; says shutdown $?
