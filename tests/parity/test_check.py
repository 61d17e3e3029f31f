#!/usr/bin/env python3
"""The check of the table fails when it should: each way in which a row or a citation can be wrong, on made-up tables."""
import pathlib
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import check  # noqa: E402

NUMBERS = {"CFG": "1-2 5"}
ABOVE = """# Differences

| behaviour | here | what |
|---|---|---|
| CFG-002 | better | It works |
| of our own | ours | More |

"""
TABLE = """## Every behaviour

| id | behaviour | state | shown by |
|---|---|---|---|
| CFG-001 | First | same | `unit/a_test.cpp` |
| CFG-002 | Second | better | `unit/a_test.cpp`, `integration/folder` |
| CFG-005 | Fifth | same | `integration/folder` |
"""
TESTS = {"unit/a_test.cpp": "// CFG-001 to CFG-002\n", "integration/folder/test.py": '"""CFG-002, CFG-005: x."""\n',
         "integration/folder/supervisord.conf": "[supervisord]\n", "data.bin": "CFG-999"}


class Check(unittest.TestCase):
    def problems(self, table=TABLE, above=ABOVE, files=None):
        """Of the table and its tests, with `files` beside them."""
        with tempfile.TemporaryDirectory() as folder:
            tests = pathlib.Path(folder)
            for name, text in {**TESTS, **(files or {})}.items():
                path = tests / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            return check.Parity(above + table, tests, NUMBERS).problems

    def test_a_whole_table_is_in_order(self):
        self.assertEqual(self.problems(), [])

    def test_a_row_that_is_gone(self):
        self.assertEqual(self.problems(TABLE.replace("| CFG-005 | Fifth | same | `integration/folder` |\n", "")),
                         ["CFG-005 has no row", "integration/folder/test.py cites CFG-005, which has no row"])

    def test_a_row_too_many_or_in_the_wrong_place(self):
        row = "| CFG-003 | Third | same | `unit/a_test.cpp` |\n"
        self.assertEqual(self.problems(TABLE + row),
                         ["CFG-003 is no id of the list", "CFG-003: unit/a_test.cpp does not cite it"])
        first = "| CFG-001 | First | same | `unit/a_test.cpp` |\n"
        self.assertEqual(self.problems(TABLE + first), ["CFG-001 has two rows", "CFG-001 stands behind a later one"])

    def test_a_row_that_is_none(self):
        self.assertEqual(self.problems(TABLE.replace("| Fifth |", "|")),
                         ["not a row of four cells: | CFG-005 | same | `integration/folder` |", "CFG-005 has no row",
                          "integration/folder/test.py cites CFG-005, which has no row"])
        self.assertIn("there is no part `## Every behaviour`", self.problems(TABLE.replace("## Every", "## Each")))

    def test_a_state_that_is_none(self):
        self.assertEqual(self.problems(TABLE.replace("| First | same |", "| First | fine |")),
                         ["CFG-001: `fine` is none of the states same, better, different"])

    def test_states_that_the_differences_do_not_know(self):
        self.assertEqual(self.problems(TABLE.replace("| First | same |", "| First | different |")),
                         ["CFG-001 is different, but no table above says how"])
        self.assertEqual(self.problems(TABLE.replace("| Second | better |", "| Second | same |")),
                         ["CFG-002 is same, but better in a table above"])
        self.assertEqual(self.problems(TABLE.replace("| Second | better |", "| Second | different |")),
                         ["CFG-002 is different, but no table above says how"])

    def test_ranges_and_several_rows_of_the_differences(self):
        above = ABOVE + "| CFG-001 to CFG-002 | same | A quirk that is kept |\n"
        self.assertEqual(self.problems(above=above), [])

    def test_no_test_at_all(self):
        for cell in ("", "unit/a_test.cpp"):
            with self.subTest(cell=cell):
                self.assertEqual(self.problems(TABLE.replace("| First | same | `unit/a_test.cpp` |",
                                                             "| First | same | %s |" % cell)), ["CFG-001 has no test"])

    def test_a_test_that_is_not_there_or_says_nothing_of_it(self):
        self.assertEqual(self.problems(TABLE.replace("Fifth | same | `integration/folder`", "Fifth | same | `integration/none`")),
                         ["CFG-005: there is no test integration/none"])
        self.assertEqual(self.problems(TABLE.replace("Fifth | same | `integration/folder`", "Fifth | same | `unit/a_test.cpp`")),
                         ["CFG-005: unit/a_test.cpp does not cite it"])

    def test_a_citation_without_a_row(self):
        self.assertEqual(self.problems(files={"unit/b_test.cpp": "// CFG-004, CFG-001 to CFG-005\n"}),
                         ["unit/b_test.cpp cites CFG-004, which has no row"])

    def test_everything_is_told_at_once(self):
        self.assertEqual(self.problems("## Every behaviour\n"), [
            "CFG-001 has no row", "CFG-002 has no row", "CFG-005 has no row",
            "integration/folder/test.py cites CFG-002, which has no row",
            "integration/folder/test.py cites CFG-005, which has no row",
            "unit/a_test.cpp cites CFG-001, which has no row", "unit/a_test.cpp cites CFG-002, which has no row"])


if __name__ == "__main__":
    unittest.main()
