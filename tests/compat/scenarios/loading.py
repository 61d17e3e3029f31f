"""What a configuration means once it is loaded: each is shown by getAllConfigInfo, avail and the log."""
from .scenario import scenario


def loads(name, rows, config):
    """A configuration whose programs do not start by themselves."""
    def steps(s):
        s.start()
        s.rpc("getAllConfigInfo")
        s.ctl("avail")
        s.stop()
        s.log()
    scenario("@BASE@\n" + config.lstrip("\n"), rows, name=name)(steps)


loads("comments_in_values", "CFG-023 CFG-024 CFG-022", """
[program:a]
command=echo a;b c#d  ; comment
autostart=false ; no
priority=7 # seven
stdout_logfile=@DIR@/a;b	; a tab before it
[program:b]
command=;kept ; cut
autostart=false
# whole line
  ; and with blanks before it
[program:c]
command=sh -c 'echo one # two'
autostart=false
stdout_logfile=NONE
""")

loads("values_over_several_lines", "CFG-025 CFG-026 CFG-107", """
[program:a]
command=echo
   one
       "two words"

   # a comment within
   three
autostart=false
exitcodes=0,
  1,
  2
[group:g]
programs=
  a,
  b
[program:b]
  command = echo
  autostart = false
""")

loads("repeated_keys_and_sections", "CFG-028", """
[program:a]
command=echo first
command=echo second
priority=3
autostart=false
[program:b]
command=echo
autostart=false
[program:a]
command=echo third
startsecs=4
""")

loads("delimiters_and_case_of_keys", "CFG-021 CFG-020", """
[program:a] behind it
COMMAND: echo a=b:c
AutoStart = FALSE
pRiOrItY:5
[program:B]
command = echo = : x
autostart=no
directory=
[ program:c ]
command=echo
[PROGRAM:d]
command=echo
""")

loads("names_of_sections", "CFG-020 CFG-094", """
[program:a]b]
command=echo
autostart=false
[program:ünïcode]
command=echo
autostart=false
[program: blanks ]
command=echo
autostart=false
[program:]
command=echo
autostart=false
""")

loads("several_processes", "CFG-144 CFG-145 CFG-066", """
[program:three]
command=echo %(process_num)d of %(numprocs)d
process_name=%(program_name)s_%(process_num)03d
numprocs=3
numprocs_start=7
autostart=false
stdout_logfile=@DIR@/%(process_num)x-%(program_name)s.log
stderr_logfile=NONE
[program:none]
command=echo
numprocs=0
process_name=%(process_num)s
[program:negative]
command=echo
numprocs=-2
[program:from_minus_one]
command=echo
process_name=n%(process_num)+d
numprocs=2
numprocs_start=-1
autostart=false
""")

loads("priorities_of_groups", "CFG-169 CFG-168 CFG-175", """
[program:zz]
command=echo
priority=1
autostart=false
[program:aa]
command=echo
priority=1
autostart=false
[program:bb]
command=echo
priority=-3
autostart=false
[program:cc]
command=echo
autostart=false
[group:early]
programs=dd
priority=0
[program:dd]
command=echo
priority=5000
autostart=false
[group:late]
programs=ee
[program:ee]
command=echo
priority=1
autostart=false
""")

loads("program_in_two_groups", "CFG-179 CFG-180", """
[program:a]
command=echo %(group_name)s %(program_name)s
autostart=false
priority=9
[program:b]
command=echo
autostart=false
priority=1
[group:one]
programs=a, b
[group:two]
programs=b,a,
priority=3
""".replace("b,a,", "b,a"))

loads("byte_sizes", "CFG-082 CFG-147", """
[program:a]
command=echo
autostart=false
stdout_logfile_maxbytes=5 MB
stderr_logfile_maxbytes=2kB
stdout_capture_maxbytes=1_0
stderr_capture_maxbytes=1gB
[program:b]
command=echo
autostart=false
stdout_logfile_maxbytes=0
stderr_logfile_maxbytes=-1KB
stdout_logfile_backups=-1
[program:c]
command=echo
autostart=false
process_name=%(process_num)s
numprocs=2
stdout_logfile_maxbytes=0MB
""")

loads("names_of_signals", "CFG-087 CFG-160", "\n".join(
    "[program:s%02d]\ncommand=echo\nautostart=false\nstopsignal=%s" % numbered for numbered in enumerate(
        ("TERM", "SIGTERM", "term", "sigHup", "9", " 1 ", "usr2", "RTMIN", "64", "CLD", "POLL", "0", "+3"))) + "\n")

loads("booleans", "CFG-080 CFG-156 CFG-152", "\n".join(
    "[program:b%02d]\ncommand=echo\nautostart=no\nredirect_stderr=%s" % numbered for numbered in enumerate(
        ("yes", "TRUE", "On", "1", "no", "False", "OFF", "0"))) + "\n")

loads("integers", "CFG-081 CFG-158 CFG-159 CFG-161", """
[program:a]
command=echo
autostart=false
priority=+5
startsecs=1_000
startretries=-1
stopwaitsecs= 007
[program:b]
command=echo
autostart=false
priority=-0
startsecs=-1
startretries=2147483647
stopwaitsecs=0
""")

loads("exit_codes", "CFG-088 CFG-164", "\n".join(
    "[program:e%02d]\ncommand=echo\nautostart=no\nexitcodes=%s" % numbered for numbered in enumerate(
        ("0", "0,2", " 3 , 4 ", "", "255,0,255", "+1"))) + "\n")

loads("kinds_of_log_files", "CFG-146 CFG-090 CFG-152", """
[program:a]
command=echo
autostart=false
stdout_logfile=None
stderr_logfile=OFF
[program:b]
command=echo
autostart=false
stdout_logfile=Auto
stderr_logfile=relative.log
[program:c]
command=echo
autostart=false
stdout_logfile=syslog
stderr_logfile=SYSLOG
[program:d]
command=echo
autostart=false
redirect_stderr=true
stderr_logfile=@DIR@/ignored
stdout_syslog=true
[program:e]
command=echo
autostart=false
redirect_stderr=true
stderr_logfile=AUTO
stdout_logfile=/dev/null
""")

loads("stopping_as_group", "CFG-162 CFG-163", """
[program:a]
command=echo
autostart=false
stopasgroup=true
[program:b]
command=echo
autostart=false
killasgroup=true
[program:c]
command=echo
autostart=false
stopasgroup=on
killasgroup=1
""")

loads("expansions", "CFG-060 CFG-065 CFG-066 CFG-069 CFG-073", """
[supervisord]
environment=OUTER="50%%",NUMBER="4"
[program:x]
command=echo %(here)s %(program_name)s %(group_name)s %(process_num)02d %(numprocs)i %(ENV_OUTER)s 100%% %(ENV_LC_ALL)s
process_name=%(group_name)s-%(program_name)-3s%(process_num)5.2d
numprocs=2
priority=1%(ENV_NUMBER)s
startsecs=%(ENV_NUMBER)s
autostart=false
stdout_logfile=%(here)s/%(group_name)s.%(process_num)X
directory=%(here)s
[group:both]
programs=x
priority=2%(ENV_NUMBER)s
""".replace("50%%", "50"))

loads("percent_in_a_log_file_name", "CFG-070", """
[program:x]
command=echo %%(here)s 5%%
autostart=false
stdout_logfile=@DIR@/%%%%d-%(program_name)s
stderr_logfile=@DIR@/%%(program_name)s
""")

loads("own_environment_in_other_keys", "CFG-067 CFG-166", """
[supervisord]
environment=A="outer",B="outer"
[program:x]
command=echo %(ENV_A)s %(ENV_B)s %(ENV_C)s
environment=A="own",C="%(program_name)s"
directory=/%(ENV_C)s
stdout_logfile=@DIR@/%(ENV_A)s
autostart=false
[program:y]
command=echo %(ENV_A)s %(ENV_B)s
autostart=false
""")

loads("users_of_programs", "CFG-091 CFG-165", """
[program:by_name]
command=echo
autostart=false
user=nobody
[program:by_number]
command=echo
autostart=false
user=0
[program:nobody_in_particular]
command=echo
autostart=false
""")

loads("unknown_keys_and_sections", "CFG-010", """
[program:a]
command=echo
autostart=false
autorestrat=true
x-note=kept for us
[nothing]
key=value
[programs:b]
command=echo
[supervisord]
whatever=1
""")

loads("umasks", "CFG-083 CFG-154", "\n".join(
    "[program:u%02d]\ncommand=echo\nautostart=no\numask=%s" % numbered for numbered in enumerate(
        ("022", "22", "0o27", "0", "777", " 7 "))) + "\n")


@scenario("""@BASE@
[program:a]
command=echo the program
autostart=false
priority=5
[program:b]
command=echo
autostart=false
[group:a]
programs=b
priority=3
""", "CFG-181")
def group_called_as_a_program(s):
    s.start()
    s.ctl("status")
    s.differs("CFG-181")
    s.ctl("avail")
    s.differs("CFG-181")
    s.ctl("reread")
    s.stop()
