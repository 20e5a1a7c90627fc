"""How the tests start certdoc: in one environment, in a directory of its own, never on a terminal."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import unicodedata

SOURCE = pathlib.Path(__file__).resolve().parents[2]
MATERIAL = pathlib.Path(__file__).resolve().parent / "material"  # certificates and keys, in every directory
DEFAULT = SOURCE / "build" / "release" / "bin" / "certdoc"


class Program:
    """A certdoc program and a scratch directory in which command lines run; use it with `with`."""

    def __init__(self, path=None):
        self.path = pathlib.Path(path or DEFAULT).resolve()
        if not self.path.is_file():
            raise SystemExit(f"error: no program at {self.path}\nhint: build it, or name it with --program")

    def __enter__(self):
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="certdoc-test-"))
        for name in ("bin", "home"):
            (self.root / name).mkdir()
        shutil.copytree(MATERIAL, self.root / "work", ignore=shutil.ignore_patterns("make", "make-pfx"))
        for name in (self.root / "work").glob("**/*.[kp]*"):  # git keeps no modes; keys and PFX files are private
            name.chmod(0o600)
        (self.root / "bin" / "certdoc").symlink_to(self.path)
        self.work = self.root / "work"
        self.environment = {
            "PATH": f"{self.root}/bin:/usr/bin:/bin",
            "HOME": str(self.root / "home"),
            "LC_ALL": "C.UTF-8",
            "TERM": "xterm",
            "TZ": "UTC",
        }
        # What a sanitized build needs to find its symbolizer and options.
        self.environment |= {k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")}
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.root)

    def start(self, *arguments, **how):
        how = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | how
        return subprocess.Popen([self.root / "bin" / "certdoc", *arguments], cwd=self.work, env=self.environment, **how)

    def run(self, *arguments, stdin=b"", **how):
        how = {"capture_output": True, "timeout": 120} | how
        return subprocess.run([self.root / "bin" / "certdoc", *arguments], input=stdin, cwd=self.work,
                              env=self.environment, **how)

    def shell(self, line):
        return subprocess.run(["/bin/sh", "-c", line], stdin=subprocess.DEVNULL, capture_output=True, timeout=120,
                              cwd=self.work, env=self.environment)


def columns(line):
    """What a line takes on a terminal: East Asian wide characters take two columns."""
    wide = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line if not unicodedata.combining(c))
    return wide


def is_raw(character):
    """A character that must not reach a terminal: controls but the line end, bidi marks, other invisible ones."""
    return character != "\n" and unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")
