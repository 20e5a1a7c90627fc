#!/usr/bin/python3
"""cmake/units.py FILE...: which of these C++ files can be compiled as one; prints a line for each unit.

Most of the time of a compilation goes into the headers, again for each file. What a file says to itself (an anonymous
namespace) may clash with its neighbour's: files that seem to are kept apart.
"""
import pathlib
import re
import sys

MOST_OF_A_UNIT = 12


def own_names(text):
    """The names that a file has for itself alone, roughly."""
    names = set()
    for part in re.findall(r"^namespace \{$(.*?)^\}  // namespace$", text, re.S | re.M):
        lines = "\n".join(line for line in part.split("\n") if re.match(r"[A-Za-z\[]", line))
        names.update(re.findall(r"(?:class|struct) (\w+)|\b(\w+)(?=[({=;\[]| =|$)", lines, re.M))
    return {name for pair in names for name in pair} - {"", "string_view_literals", "sv", "size_t", "const"}


def free_words(text):
    """Whatever a file may take for such a name: not a member, not a name that says where it is from."""
    return set(re.findall(r"(?<![.>:\w])[A-Za-z_]\w*", re.sub(r"//.*", "", text)))


class Unit:
    """Files in which no two seem to clash."""

    def __init__(self):
        self.paths, self.own, self.words = [], set(), set()

    def takes(self, path, own, words):
        if len(self.paths) == MOST_OF_A_UNIT or self.own & words or own & self.words:
            return False
        self.paths.append(path)
        self.own |= own
        self.words |= words
        return True


def packed(paths, root="."):
    units = []
    for path in paths:
        text = (pathlib.Path(root) / path).read_text()
        own, words = own_names(text), free_words(text)
        if not any(unit.takes(path, own, words) for unit in units):
            units.append(Unit())
            units[-1].takes(path, own, words)
    return [unit.paths for unit in units]


if __name__ == "__main__":
    for paths in packed(sys.argv[1:]):
        print(*paths)
