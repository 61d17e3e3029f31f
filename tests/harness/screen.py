"""What a terminal shows: as much of xterm as line editors use."""
import codecs
import re
import unicodedata

#: A whole control sequence, or any other escape sequence of two bytes.
SEQUENCE = re.compile(r"\x1b(?:\[([?>]?)([0-9;]*)([ -/]*[@-~])|[()][A-Z0-9]|[=>78DEHM])")
INCOMPLETE = re.compile(r"\x1b(?:\[[?>]?[0-9;]*[ -/]*|[()])?$")


class Screen:
    def __init__(self, columns=80, rows=24):
        self.columns, self.rows = columns, rows
        self.cells = [[" "] * columns for _ in range(rows)]
        self.x = self.y = 0
        self.bells = 0
        self.waiting = ""
        self.unknown = []
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def resize(self, columns):
        """Another width; lines are cut, not laid out anew."""
        self.columns = columns
        self.cells = [(row + [" "] * columns)[:columns] for row in self.cells]

    def text(self):
        """The lines down to the last one that has something."""
        lines = ["".join(row).rstrip() for row in self.cells]
        while lines and not lines[-1]:
            lines.pop()
        return "\n".join(lines)

    def cursor_line(self):
        """The line the cursor is in, up to the cursor: a prompt keeps its blank."""
        return "".join(self.cells[self.y])[:self.x]

    def feed(self, data):
        text = self.waiting + self.decoder.decode(data)
        self.waiting = ""
        at = 0
        while at < len(text):
            if text[at] != "\x1b":
                self.put(text[at])
                at += 1
                continue
            found = SEQUENCE.match(text, at)
            if found:
                self.control(found)
                at = found.end()
            elif INCOMPLETE.match(text, at):
                self.waiting = text[at:]
                return
            else:
                self.unknown.append(text[at:at + 8])
                at += 1

    def put(self, character):
        if character == "\r":
            self.x = 0
        elif character == "\n":
            self.line_feed()
        elif character == "\b":
            self.x = max(0, self.x - 1)
        elif character == "\a":
            self.bells += 1
        elif character == "\t":
            self.x = min(self.columns - 1, (self.x // 8 + 1) * 8)
        elif unicodedata.combining(character) or character < " ":
            pass
        else:
            if self.x == self.columns:  # only now: a full line alone does not wrap
                self.x = 0
                self.line_feed()
            self.cells[self.y][self.x] = character
            self.x += 1

    def line_feed(self):
        if self.y + 1 < self.rows:
            self.y += 1
        else:
            self.cells.append([" "] * self.columns)
            del self.cells[0]

    def control(self, found):
        private, parameters, final = found.groups()
        if final is None or private or final == "m":
            return
        numbers = [int(n) if n else 0 for n in parameters.split(";")]
        count = max(1, numbers[0])
        self.x = min(self.x, self.columns - 1)
        row = self.cells[self.y]
        if final == "A":
            self.y = max(0, self.y - count)
        elif final == "B":
            self.y = min(self.rows - 1, self.y + count)
        elif final == "C":
            self.x = min(self.columns - 1, self.x + count)
        elif final == "D":
            self.x = max(0, self.x - count)
        elif final == "G":
            self.x = min(self.columns, count) - 1
        elif final == "H":
            column = numbers[1] if len(numbers) > 1 else 1
            self.y, self.x = min(self.rows, count) - 1, min(self.columns, max(1, column)) - 1
        elif final == "K":
            self.erase_in_line(numbers[0])
        elif final == "J":
            self.erase_in_line(numbers[0])
            for y in range(self.rows):
                if numbers[0] == 2 or (numbers[0] == 0 and y > self.y):
                    self.cells[y] = [" "] * self.columns
        elif final == "P":
            row[self.x:] = (row[self.x + count:] + [" "] * count)[:self.columns - self.x]
        elif final == "@":
            row[self.x:] = ([" "] * count + row[self.x:])[:self.columns - self.x]
        else:
            self.unknown.append(found.group())

    def erase_in_line(self, part):
        row = self.cells[self.y]
        start, end = ((self.x, self.columns), (0, self.x + 1), (0, self.columns))[part]
        row[start:end] = [" "] * (end - start)
