<?php
// The extension xmlrpc with a stream context, as control panels do it.
function call(string $method, array $arguments = []) {
    $context = stream_context_create(['http' => [
        'method' => 'POST',
        'header' => "Content-Type: text/xml\r\nAuthorization: Basic " . base64_encode('user:pass'),
        'content' => xmlrpc_encode_request($method, $arguments),
        'timeout' => 20,
    ]]);
    $answer = file_get_contents(getenv('URL') . '/RPC2', false, $context);
    if ($answer === false) {
        fwrite(STDERR, "$method: no answer\n");
        exit(1);
    }
    return xmlrpc_decode($answer, 'UTF-8');
}

foreach ([['supervisor.getState'], ['supervisor.getIdentification'], ['supervisor.getProcessInfo', 'web'],
    ['supervisor.getProcessInfo', 'nobody'], ['supervisor.stopProcess', 'team:one', true],
    ['supervisor.startProcess', 'team:one', true], ['supervisor.readProcessStdoutLog', 'web', 0, 100],
    ['supervisor.tailProcessStdoutLog', 'web', 0, 100], ['supervisor.startProcess', 'missing']] as $request) {
    $value = call($request[0], array_slice($request, 1));
    if (is_array($value) && isset($value['pid'])) {
        foreach (['start', 'stop', 'now', 'pid'] as $member) {
            $value[$member] = $value[$member] ? 'N' : 0;
        }
    }
    echo $request[0], ': ', json_encode($value, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES), "\n";
}
