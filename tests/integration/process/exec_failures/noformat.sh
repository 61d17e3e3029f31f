echo a script without its first line
