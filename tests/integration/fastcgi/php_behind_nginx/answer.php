<?php
header('Content-Type: application/json');
echo json_encode([
    'pid' => getmypid(),
    'script' => $_SERVER['SCRIPT_NAME'],
    'query' => $_GET,
    'form' => $_POST,
    'body' => file_get_contents('php://input'),
]);
