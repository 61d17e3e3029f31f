"""The script that makes the pictures of the documents makes them all."""
import os
import pathlib
import struct
import subprocess
import sys
import tempfile
import unittest

import screenshots

MOST_BYTES = 80 * 1024


def size_of(path):
    """(width, height) of a PNG."""
    head = path.read_bytes()[:24]
    return struct.unpack(">II", head[16:24]) if head[:8] == b"\x89PNG\r\n\x1a\n" else None


class Screenshots(unittest.TestCase):
    def test_the_script_makes_all(self):
        reason = screenshots.missing()
        if reason:
            self.skipTest(reason)
        with tempfile.TemporaryDirectory(prefix="sv.") as folder:
            script = str(screenshots.HERE / "screenshots.py")
            done = subprocess.run([sys.executable, script, "--seconds", "5", folder], capture_output=True, text=True,
                                  timeout=240, env=os.environ)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            self.check(pathlib.Path(folder))

    def test_the_documents_have_them(self):
        self.check(screenshots.HERE.parents[1] / "doc" / "screenshots")

    def check(self, folder):
        self.assertEqual(sorted(path.name for path in folder.iterdir()), sorted(screenshots.PICTURES))
        for name in screenshots.PICTURES:
            width = 360 if "narrow" in name else screenshots.WIDTH
            self.assertEqual(size_of(folder / name)[0], width * screenshots.SCALE, name)
            self.assertLess((folder / name).stat().st_size, MOST_BYTES, name)


if __name__ == "__main__":
    unittest.main()
