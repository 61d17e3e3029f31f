# What people's scripts send with curl; whole answers are compared, because such scripts search them with patterns.
call() {
    printf '== %s\n' "$1"
    shift
    curl -sS -m 20 "$@"
    printf '\n'
}
rpc=$URL/RPC2
plain='<?xml version="1.0"?><methodCall><methodName>supervisor.getState</methodName></methodCall>'

call 'no parameters' -u user:pass -d "$plain" "$rpc"
call 'empty parameters' -u user:pass -H 'Content-Type: text/xml' \
    -d '<?xml version="1.0" encoding="UTF-8"?><methodCall><methodName>supervisor.getAllProcessInfo</methodName><params></params></methodCall>' "$rpc"
call 'single quotes and line ends' -u user:pass -d "<?xml version='1.0'?>
<methodCall>
<methodName>supervisor.getProcessInfo</methodName>
<params>
<param>
<value><string>web</string></value>
</param>
</params>
</methodCall>
" "$rpc"
call 'no declaration, no type' -u user:pass \
    -d '<methodCall><methodName>supervisor.getProcessInfo</methodName><params><param><value>failed</value></param></params></methodCall>' "$rpc"
call 'two parameters' -u user:pass -X POST --data-binary \
    '<methodCall><methodName>supervisor.stopProcess</methodName><params><param><value><string>team:one</string></value></param><param><value><boolean>1</boolean></value></param></params></methodCall>' "$rpc"
call 'numbers' -u user:pass -d \
    '<methodCall><methodName>supervisor.readProcessStdoutLog</methodName><params><param><value><string>web</string></value></param><param><value><int>0</int></value></param><param><value><i4>100</i4></value></param></params></methodCall>' "$rpc"
call 'a fault' -u user:pass -d \
    '<methodCall><methodName>supervisor.startProcess</methodName><params><param><value><string>nobody</string></value></param></params></methodCall>' "$rpc"
call 'unix socket' --unix-socket "$SOCKET" -u user:pass -d "$plain" http://localhost/RPC2
call 'unix socket, another host' --unix-socket "$SOCKET" -H 'Host: supervisor' -d "$plain" http://any.thing.at.all/RPC2
call 'HTTP/1.0' -0 -u user:pass -d "$plain" "$rpc"
call 'a slash behind' -u user:pass -d "$plain" "$rpc/"
call 'credentials in the address' -d "$plain" "$(echo "$rpc" | sed 's|//|//user:pass@|')"
call 'two at once' -u user:pass -d "$plain" "$rpc" --next -u user:pass -d "$plain" "$rpc"

status='%{http_code} %{content_type}'
call 'no password' -o /dev/null -w "$status" -d "$plain" "$rpc"
call 'wrong password' -o /dev/null -w "$status" -u user:wrong -d "$plain" "$rpc"
call 'the answer has a type' -o /dev/null -w "$status" -u user:pass -d "$plain" "$rpc"
call 'nothing there' -o /dev/null -w '%{http_code}' -u user:pass "$URL/no/such/page"
call 'not XML' -o /dev/null -w '%{http_code}' -u user:pass -d 'rubbish' "$rpc"

# A log that is followed does not end; its first line is enough.
follow() {
    printf '== follow %s\n' "$1"
    mkfifo "$FOLDER/pipe"
    curl -sSN -m 60 -u user:pass "$URL/$1" >"$FOLDER/pipe" &
    read -r line <"$FOLDER/pipe"
    kill $!
    rm "$FOLDER/pipe"
    printf '%s\n' "$line"
}
follow logtail/web
follow logtail/web/stdout
follow logtail/web/stderr
call 'follow nobody' -o /dev/null -w '%{http_code}' -u user:pass "$URL/logtail/nobody"
