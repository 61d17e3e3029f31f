"""Templates and expressions whose result is asked of Python's jinja2 and of Ansible's filters: see record.py."""

VARIABLES = {
    "a": 1, "b": 2, "f": 2.5, "neg": -7, "zero": 0, "s": "hello", "t": "Hello World", "empty": "", "u": "Grüße, €uro",
    "yes": True, "no": False, "none": None, "l": [3, 1, 2], "words": ["b", "A", "c"], "nested": [1, [2, [3, [4]]]],
    "d": {"x": 1, "y": {"z": "deep"}, "items": "shadow"}, "pairs": [["k1", 1], ["k2", 2]],
    "users": [{"name": "ann", "age": 31, "team": "red"}, {"name": "Bob", "age": 25, "team": "blue"},
              {"name": "cid", "age": 25, "team": "red"}],
    "html": "<b>\"x\" & 'y'</b>", "lines": "one\ntwo\n\nthree", "path": "/etc/app/conf.d/web.conf", "blank": "  x y  ",
    "num": "42", "hex": "0x1f", "float_text": "3.14", "csv": "a,b,,c", "long": "the quick brown fox jumps over the lazy dog",
}

#: Each is rendered as {{ expression }}.
EXPRESSIONS = """
1 + 2 * 3
(1 + 2) * 3
7 // 2
-7 // 2
neg % 3
7 % -3
7 / 2
6 / 2
2 ** 10
2 ** -1
-2 ** 2
2 ** 3 ** 2
1.0
1e3
1e16
1e-5
0.1 + 0.2
1_000
0x1F
0b101
0o17
100 * 1.1
3.0 * 2
1.5 // 1
a + f
'x' + 'y'
'ab' * 3
3 * 'ab'
[1] + [2]
[0] * 3
(1, 2) + (3,)
a ~ b ~ s
1 ~ '-' ~ 2.0 ~ none
a == 1
a == 1.0
a == '1'
a != b
a < b < 3
a < b > 3
1 < 2 == true
'a' < 'b'
[1, 2] < [1, 3]
a in l
5 in l
'ell' in s
'x' in d
5 not in l
not a
not a == 2
a and b
zero and b
zero or b
empty or 'fallback'
none or 0
a or b and zero
'yes' if a else 'no'
'yes' if zero else 'no'
1 if zero else 2 if no else 3
l[0]
l[-1]
l[1:]
l[:-1]
l[::2]
l[::-1]
s[1:3]
s[-3:]
s[::-1]
u[0:5]
u | length
u | upper
d.x
d['x']
d.y.z
d['y']['z']
d.get('q', 'none')
d.keys() | list
d.values() | list
d['items']
pairs[0][1]
pairs.0.1
users[0].name
[1, 2, 3,]
{'a': 1, 'b': [1, 2]}
{}
()
(1,)
(1, 'a', none, true)
[none, true, false]
'it\\'s'
"say \\"hi\\""
'tab\\there'
'new\\nline'
'\\x41\\u00e9'
'a' 'b' "c"
true
True
none
None
-a
+a
- -a
-f
not not a
s.upper()
t.lower()
t.split()
csv.split(',')
csv.split(',', 1)
csv.rsplit(',', 1)
s.replace('l', 'L')
s.replace('l', 'L', 1)
s.startswith('he')
s.endswith('he')
s.find('l')
s.find('z')
s.rfind('l')
s.index('l')
s.count('l')
s.center(11)
s.center(10, '*')
s.ljust(8, '.')
s.rjust(8, '.')
'-42'.zfill(6)
blank.strip()
blank.lstrip()
blank.rstrip()
'xxhixx'.strip('x')
t.title()
"they're bill's".title()
t.swapcase()
s.capitalize()
'ab12'.isalnum()
'ab'.isalpha()
num.isdigit()
'   '.isspace()
'ABC'.isupper()
'abc'.islower()
lines.splitlines()
','.join(['a', 'b'])
path.partition('/')
path.rpartition('/')
path.split('/')[-1]
'{} and {}'.format(1, 'x')
'{1} {0} {name}'.format(1, 2, name='n')
'{:>8}|{:<8}|{:^8}'.format('r', 'l', 'c')
'{:08.3f}'.format(3.14159)
'{:+d} {:x} {:,}'.format(5, 255, 1234567)
'{0[0]} {1.x}'.format(l, d)
'{{}}'.format()
'%s is %d' % (s, a)
'%05.1f|%-6s|%6s|%x' % (3.14159, 'ab', 'cd', 255)
'%(x)s' % d
'%s' % s
'%%'  % ()
l.index(2)
l.count(1)
l | sort
l | sort(reverse=true)
words | sort
words | sort(case_sensitive=true)
users | sort(attribute='age') | map(attribute='name') | list
users | sort(attribute='age,name') | map(attribute='name') | list
users | sort(attribute='name', reverse=true) | map(attribute='name') | join(', ')
l | first
l | last
[] | first | default('none')
l | max
l | min
words | max
words | min
users | max(attribute='age')
users | map(attribute='age') | sum
users | sum(attribute='age')
l | sum(start=10)
l | length
d | length
s | count
l | join
l | join('-')
users | join(', ', attribute='name')
l | reverse | list
s | reverse
l | list
s | list
'abc' | list | join('|')
l | map('string') | list
words | map('upper') | list
words | map('replace', 'b', 'x') | list
users | map(attribute='team') | unique | list
users | map(attribute='missing', default='?') | list
['a', 'A', 'b'] | unique | list
['a', 'A', 'b'] | unique(case_sensitive=true) | list
l | select('odd') | list
l | reject('odd') | list
[0, 1, '', 'x', none] | select | list
[0, 1, '', 'x'] | reject | list
users | selectattr('team', 'equalto', 'red') | map(attribute='name') | list
users | selectattr('age', '>', 30) | map(attribute='name') | list
users | rejectattr('team', 'eq', 'red') | map(attribute='name') | list
users | selectattr('name') | list | length
l | select('greaterthan', 1) | list
l | select('in', [1, 2]) | list
range(5) | list
range(2, 8, 3) | list
range(5, 0, -2) | list
range(6) | batch(4) | list
range(6) | batch(4, 'x') | list
range(7) | slice(3) | list
range(7) | slice(3, 'x') | list
users | groupby('team') | map('first') | list
users | groupby('age') | map('last') | map('length') | list
d | dictsort | first
{'b': 1, 'a': 2} | dictsort
{'b': 1, 'a': 2} | dictsort(by='value')
{'b': 1, 'A': 2} | dictsort(case_sensitive=true)
{'b': 1, 'a': 2} | dictsort(reverse=true)
{'a': 1} | items | list
s | upper | lower | title
t | lower
s | capitalize
'hello world-wide (web)' | title
blank | trim
'xxhixx' | trim('x')
s | center(11)
s | replace('l', 'L')
s | replace('l', 'L', 1)
long | truncate(20)
long | truncate(20, true)
long | truncate(20, false, '…')
long | truncate(20, true, '', 0)
'short' | truncate(3)
long | wordwrap(15)
long | wordwrap(15, wrapstring='|')
'averyveryverylongword and more' | wordwrap(10)
'averyveryverylongword and more' | wordwrap(10, false)
long | wordcount
lines | indent
lines | indent(2)
lines | indent(2, true)
lines | indent(2, blank=true)
lines | indent('> ')
html | escape
html | e
html | striptags
html | forceescape
'a b/c?d=é' | urlencode
{'a': '1 2', 'b': '&'} | urlencode
{'class': 'x', 'id': none} | xmlattr
num | int
'abc' | int
'abc' | int(7)
'1f' | int(base=16)
'3.9' | int
f | int
-2.5 | int
num | int + 1
float_text | float
'x' | float(1.5)
a | float
f | round
2.567 | round(2)
2.567 | round(1, 'floor')
2.511 | round(1, 'ceil')
42 | round
-7 | abs
neg | abs
-2.5 | abs
a | string ~ 'x'
l | string
13 | filesizeformat
13000 | filesizeformat
13000000 | filesizeformat(true)
1 | filesizeformat
1024 | filesizeformat(true)
undefined_thing | default('d')
undefined_thing | d('d')
none | default('d')
none | default('d', true)
empty | default('d', true)
empty | default('d')
undefined_thing is defined
s is defined
undefined_thing is undefined
undefined_thing is not defined
none is none
s is string
a is number
a is integer
f is float
yes is boolean
yes is true
no is false
l is iterable
l is sequence
s is sequence
d is mapping
l is mapping
range is callable
a is odd
b is even
9 is divisibleby 3
9 is divisibleby(2)
a is sameas 1
a is eq 1
a is ne 2
a is lt 2
a is ge 1
a is in [1, 2]
s is lower
'ABC' is upper
'upper' is filter
'nofilter' is filter
'odd' is test
s is string and a is number
(s is string) == true
not s is string
"%s %s" | format('a', 'b')
"%(x)s" | format(x=1)
d | tojson
[1, "a<b", none, true, 1.5] | tojson
u | tojson
l | tojson(indent=2)
d | attr('get') is callable
l | random in l
'abc' | first ~ ('abc' | last)
dict(a=1, b=2)
dict([('x', 1)])
namespace(a=5).a
cycler('a', 'b').next()
joiner(', ')() ~ 'x'
(l | sort)[0]
(a, b)[1]
[a, [b, {'k': [1]}]]
{'a': {'b': {'c': 1}}}.a.b.c
l | map('int') | map('string') | join('+')
s | upper if a else s
-1 | abs
a + b | string
(a + b) | string
'a' ~ 1 + 2
1 + 2 ~ 'a'
s[0] | upper ~ s[1:]
'héllo' | capitalize
'ÀÉ' | lower
'straße' | length
(1, 2, 3)[1:]
'x' in 'xyz' and 'q' not in 'xyz'
1.5e300 * 1e10
10 ** 15
10 ** 16 * 1.0
123456789.123456789
0.00001
5 / 3
1 / 3
2.0 ** 0.5
7.0 // 2
-7.5 % 2
true + 1
true == 1
false ~ ''
'a\\\\b'
""
"a" == 'a'
[] == ()
[1, [2]] == [1, [2]]
{'a': 1} == {'a': 1.0}
"%r" % 'x'
'%c' % 'y'
'%5d|%-5d|%05d' % (42, 42, 42)
'%e' % 12345.678
'%g' % 0.0001
'%.3s' % 'abcdef'
""".strip().split("\n")

#: Whole templates; the second member changes options of the environment.
TEMPLATES = [
    ("plain text", {}),
    ("{{ s }}\n", {}),
    ("{{ s }}\n", {"keep_trailing_newline": True}),
    ("{% if a %}yes{% else %}no{% endif %}", {}),
    ("{% if zero %}1{% elif b == 2 %}2{% else %}3{% endif %}", {}),
    ("{% for x in l %}{{ x }}{% if not loop.last %}, {% endif %}{% endfor %}", {}),
    ("{% for x in [] %}x{% else %}nothing{% endfor %}", {}),
    ("{% for x in l if x > 1 %}{{ loop.index }}/{{ loop.length }}:{{ x }} {% endfor %}", {}),
    ("{% for k, v in d.y.items() %}{{ k }}={{ v }};{% endfor %}", {}),
    ("{% for k, v in {'q': 1, 'r': 2}.items() %}{{ k }}={{ v }};{% endfor %}", {}),
    ("{% for a, (b, c) in [(1, (2, 3))] %}{{ a }}{{ b }}{{ c }}{% endfor %}", {}),
    ("{% for x in 'abc' %}{{ loop.index0 }}{{ loop.revindex }}{{ loop.revindex0 }}{{ loop.first }}{{ loop.last }} {% endfor %}", {}),
    ("{% for x in l %}{{ loop.cycle('odd', 'even') }} {% endfor %}", {}),
    ("{% for x in [1, 1, 2] %}{{ loop.changed(x) }} {% endfor %}", {}),
    ("{% for x in l %}{{ loop.previtem | default('-') }}<{{ x }}>{{ loop.nextitem | default('-') }} {% endfor %}", {}),
    ("{% for x in l %}{% for y in l %}{{ loop.index }}{% endfor %}{{ loop.index }} {% endfor %}", {}),
    ("{% for x in nested recursive %}{% if x is iterable %}[{{ loop(x) }}]{% else %}{{ x }}@{{ loop.depth }}{% endif %}{% endfor %}", {}),
    ("{% for x in range(10) %}{% if x == 3 %}{% continue %}{% endif %}{% if x == 6 %}{% break %}{% endif %}{{ x }}{% endfor %}", {}),
    ("{% set x = 5 %}{{ x }}", {}),
    ("{% set x, y = 1, 2 %}{{ x }}{{ y }}", {}),
    ("{% set x %}block {{ s }}{% endset %}{{ x }}", {}),
    ("{% set x | upper %}block {{ s }}{% endset %}{{ x }}", {}),
    ("{% set x = 1 %}{% for i in l %}{% set x = i %}{% endfor %}{{ x }}", {}),
    ("{% for i in l %}{% set y = (y | default(0)) + i %}{{ y }} {% endfor %}", {}),
    ("{% set keep = namespace() %}{% for i in l %}{% set keep.loop = loop %}{% endfor %}{{ keep.loop.index }}", {}),
    ("{% set keep = namespace() %}{% for i in l %}{% set keep.c = loop.cycle %}{% endfor %}{{ keep.c('a', 'b') }}", {}),
    ("{% set ns = namespace(n=0) %}{% for i in l %}{% set ns.n = ns.n + i %}{% endfor %}{{ ns.n }}", {}),
    ("{% if a %}{% set inner = 3 %}{% endif %}{{ inner }}", {}),
    ("{% with x = 1, y = 2 %}{{ x + y }}{% endwith %}", {}),
    ("{% macro m(x, y=2) %}<{{ x }},{{ y }}>{% endmacro %}{{ m(1) }}{{ m(1, 3) }}{{ m(y=4, x=5) }}", {}),
    ("{% macro m() %}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1, 2, k=3) }}", {}),
    ("{% macro outer() %}[{{ caller() }}]{% endmacro %}{% call outer() %}inside {{ s }}{% endcall %}", {}),
    ("{% macro each(xs) %}{% for x in xs %}{{ caller(x) }}{% endfor %}{% endmacro %}{% call(x) each(l) %}<{{ x }}>{% endcall %}", {}),
    ("{% macro fact(n) %}{{ 1 if n < 2 else n * (fact(n - 1) | int) }}{% endmacro %}{{ fact(5) }}", {}),
    ("{% filter upper %}abc {{ s }}{% endfilter %}", {}),
    ("{% filter replace('a', 'b') | upper %}banana{% endfilter %}", {}),
    ("{% raw %}{{ not }} {% if %}{% endraw %}", {}),
    ("a{# comment #}b", {}),
    ("a {#- comment -#} b", {}),
    ("a {{- ' b ' -}} c", {}),
    ("a\n{%- if a %}\n  x\n{%- endif %}\nb", {}),
    ("  {% if a %}\nx\n  {% endif %}\ny", {"trim_blocks": True}),
    ("  {% if a %}\nx\n  {% endif %}\ny", {"trim_blocks": True, "lstrip_blocks": True}),
    ("  {%+ if a %}\nx\n  {% endif +%}\ny", {"trim_blocks": True, "lstrip_blocks": True}),
    ("{% for x in l %}\n  {{ x }}\n{% endfor %}\nend\n", {"trim_blocks": True, "keep_trailing_newline": True}),
    ("{# c #}\nx\n{# d #}\n", {"trim_blocks": True}),
    ("{% raw -%}\n  x {{ y }}\n{%- endraw %}!", {}),
    ("{% do l.append(9) %}{{ l }}", {}),
    ("{{ {'a': {'b': 1}}['a']['b'] }}", {}),
    ("{{ '}}' }}{{ \"{{\" }}", {}),
    ("{{ 'a' if a }}", {}),
    ("${a}-${ {'k': [1]}['k'][0] }-${s | upper}", {"variable_start_string": "${", "variable_end_string": "}"}),
    ("<<a>>-<< l[0] >>", {"variable_start_string": "<<", "variable_end_string": ">>"}),
    ("{{{ a }}} {{ b }} {{% if a %}}x{{% endif %}}", {"variable_start_string": "{{{", "variable_end_string": "}}}",
      "block_start_string": "{{%", "block_end_string": "%}}", "comment_start_string": "{{#", "comment_end_string": "#}}"}),
    ("{% include 'part' %}", {}),
    ("{% set s = 'changed' %}{% include 'part' %}", {}),
    ("{% include 'none' ignore missing %}x", {}),
    ("{% include ['none', 'part'] %}", {}),
    ("{% import 'lib' as lib %}{{ lib.twice('x') }}{{ lib.constant }}", {}),
    ("{% from 'lib' import twice as t, constant %}{{ t('y') }}{{ constant }}", {}),
    ("{% extends 'base' %}{% block body %}child {{ super() }}{% endblock %}", {}),
    ("{% extends 'base' %}{% set title = 'T' %}{% block head %}{{ title }}{% endblock %}", {}),
    ("{% extends 'middle' %}{% block body %}leaf-{{ super() }}{% endblock %}", {}),
    ("{% block one %}1{% endblock %}{{ self.one() }}", {}),
    ("{% for i in l %}{% block b scoped %}{{ i }}{% endblock %}{% endfor %}", {}),
    ("line1\n{{ nope }}", {}),
    ("{{ d.nope }}", {}),
    ("{{ nope.x }}", {}),
    ("{{ nope | upper }}", {}),
    ("{{ l[10] }}", {}),
    ("{{ 1 / 0 }}", {}),
    ("{{ 'a' + 1 }}", {}),
    ("{{ 1 + 'a' }}", {}),
    ("{% if %}x{% endif %}", {}),
    ("{% frobnicate %}", {}),
    ("{% for x in l %}x", {}),
    ("{{ 'abc }}", {}),
    ("{{ a b }}", {}),
    ("{{ a | nosuchfilter }}", {}),
    ("{{ a is nosuchtest }}", {}),
    ("{% macro m(x) %}{% endmacro %}{{ m(1, 2) }}", {}),
    ("{{ s() }}", {}),
    ("{% for x in 5 %}{% endfor %}", {}),
    ("{% include 'none' %}", {}),
]

#: What templates can load.
LOADABLE = {
    "part": "part({{ s }})",
    "lib": "{% macro twice(x) %}{{ x }}{{ x }}{% endmacro %}{% set constant = 7 %}",
    "base": "<{% block head %}h{% endblock %}|{% block body %}base body{% endblock %}>",
    "middle": "{% extends 'base' %}{% block body %}middle-{{ super() }}{% endblock %}",
}

#: Rendered with Ansible's own filters and tests.
ANSIBLE = """
'yes' | bool
'no' | bool
'maybe' | bool
1 | bool
(a == 1) | ternary('one', 'other')
none | ternary('t', 'f', 'n')
'abc' | b64encode
'YWJj' | b64decode
path | basename
path | dirname
path | splitext
['/etc', 'app', 'x'] | path_join
s | quote
"it's here" | quote
'' | quote
'ansible' | regex_replace('^a', 'b')
'localhost:80' | regex_replace('^(?P<host>.+):(?P<port>\\\\d+)$', '\\\\g<host>, \\\\g<port>')
'foo bar' | regex_replace('(\\\\w+) (\\\\w+)', '\\\\2 \\\\1')
'aXbXc' | regex_replace('x', '-', ignorecase=true)
'foobar' | regex_search('o+')
'server1/database42' | regex_search('server([0-9]+)/database([0-9]+)', '\\\\1', '\\\\2')
'a1b22c333' | regex_findall('[0-9]+')
'k=v;x=y' | regex_findall('(\\\\w)=(\\\\w)')
'a.b*c' | regex_escape
'abc' is match('a')
'abc' is match('b')
'abc' is search('b')
'abc' is regex('^A', ignorecase=true)
[1, 2, 3] | difference([2])
[1, 2, 2, 3] | intersect([2, 3])
[1, 2] | union([2, 3])
[1, 2] | symmetric_difference([2, 3])
{'a': 1} | combine({'b': 2})
{'a': {'x': 1}} | combine({'a': {'y': 2}})
{'a': {'x': 1}} | combine({'a': {'y': 2}}, recursive=true)
{'a': [1]} | combine({'a': [2]}, list_merge='append')
{'a': 1, 'b': 2} | dict2items
[{'key': 'a', 'value': 1}] | items2dict
{'a': 1} | dict2items(key_name='k', value_name='v')
nested | flatten
nested | flatten(levels=1)
[1, 2] | zip(['a', 'b']) | list
[1, 2, 3] | zip_longest(['a'], fillvalue='-') | list
['k1'] | map('extract', {'k1': 'v1'}) | list
'{"a": [1, null, 1.5]}' | from_json
d | to_json
{'b': [1, 2], 'a': {'c': 'x'}} | to_nice_json
'a: 1\\nb: [x, yes]' | from_yaml
'test' | hash('sha1')
'test' | hash('md5')
'test' | hash('sha256')
'test' | checksum
'1.10' is version('1.9', '>')
'2.0' is version('2.0', '==')
'1.2.3' is version('1.2', '>=')
[1, 2] is subset([1, 2, 3])
[1, 2, 3] is superset([1])
[1, 2] is contains(1)
[true, false] is any
[true, false] is all
'' is falsy
'x' is truthy
a | type_debug
d | type_debug
2 | pow(3)
9 | root
8 | root(3)
'1 KB' | human_to_bytes
s | mandatory
a_missing_one | mandatory
{'b': 1, 'a': [1, 'x: y', 'yes', none, true]} | to_yaml
{'b': {'c': [1, {'d': 2}]}, 'a': 'text'} | to_nice_yaml
[{'name': 'x', 'l': [1, 2]}, 'y'] | to_nice_yaml(indent=2)
'hello\\nworld' | comment
'x' | comment('c')
""".strip().split("\n")
