# SPDX-License-Identifier: Apache-2.0
"""The tree as Scripts/tidy sees it: files, tables, layers, targets."""
import functools, os, re, subprocess
from dataclasses import dataclass, field

from tidying.swift import closing, without_strings


@dataclass(frozen=True)
class Problem:
    """One thing that is not right."""
    path: str
    line: int
    text: str
    warns: bool = False


@dataclass
class Layer:
    """One line of Scripts/layers.tsv."""
    name: str
    layer: str
    allowed: set
    line: int


@dataclass
class Target:
    """One target of Package.swift."""
    name: str
    kind: str
    line: int
    commented: bool
    body: str
    dependencies: set = field(default_factory=set)


class Tree:
    """A set of files by path; the repository's, or a made-up one in a test."""

    def __init__(self, contents, sizes=None, executables=None):
        self._contents, self._sizes, self._executables = contents, sizes, executables
        self.files = set(contents)
        self._excuses, self._needed = None, set()

    @classmethod
    def of_repository(cls, top):
        """The tracked files and those that would be tracked."""
        listed = subprocess.run(["git", "-C", top, "ls-files", "-z", "-co", "--exclude-standard"],
                                check=True, capture_output=True).stdout.decode().split("\0")
        paths = sorted(path for path in set(listed) if path and os.path.isfile(os.path.join(top, path)))
        contents, sizes, executables = {}, {}, set()
        for path in paths:
            whole = os.path.join(top, path)
            sizes[path] = os.path.getsize(whole)
            with open(whole, "rb") as file:
                contents[path] = file.read() if sizes[path] <= 8 << 20 else b""
            if os.access(whole, os.X_OK):
                executables.add(path)
        return cls(contents, sizes, executables)

    @classmethod
    def of_files(cls, files):
        """A made-up tree: path to text."""
        return cls({path: text.encode() for path, text in files.items()})

    def match(self, pattern):
        """The paths that a pattern is found in, in order."""
        return sorted(path for path in self.files if re.search(pattern, path))

    def swift(self, under=""):
        """The Swift sources under a folder."""
        return [path for path in self.match(r"\.swift$") if path.startswith(under)]

    def text(self, path):
        """A file's text."""
        return self._contents[path].decode("utf-8", "replace")

    @functools.lru_cache(maxsize=None)
    def code(self, path):
        """A Swift file with its comments and strings blanked, line for line."""
        return without_strings(self.text(path))

    def binary(self, path):
        """Whether a file is not text."""
        return b"\0" in self._contents[path][:8192]

    def size(self, path):
        """A file's size in bytes."""
        return self._sizes[path] if self._sizes else len(self._contents[path])

    def executable(self, path):
        """Whether a file may be run; in a made-up tree, always."""
        return self._executables is None or path in self._executables

    def rows(self, path, named=True):
        """The rows of a tab-separated table with their line numbers; without its column names if `named`."""
        if path not in self.files:
            return []
        rows = [(number, line.split("\t")) for number, line in enumerate(self.text(path).split("\n"), 1)
                if line and not line.startswith("#")]
        return rows[1:] if named else rows

    def excused(self, rule, path):
        """Whether Scripts/tidy-exceptions.tsv names this place for this rule."""
        if self._excuses is None:
            self._excuses = {tuple(row[:2]) for _, row in self.rows("Scripts/tidy-exceptions.tsv")}
        if (rule, path) not in self._excuses:
            return False
        self._needed.add((rule, path))
        return True

    def unneeded_excuses(self):
        """The exceptions that no rule asked for, once all rules have run."""
        return sorted((self._excuses or set()) - self._needed)

    @functools.lru_cache(maxsize=None)
    def layers(self):
        """Scripts/layers.tsv by target, its ranges spelled out."""
        found = {}
        rows = [(number, row) for number, row in self.rows("Scripts/layers.tsv") if len(row) == 3]
        for number, (name, layer, allowed) in rows:
            names = set()
            for word in allowed.split():
                span = re.fullmatch(r"(\d)-(\d)", word)
                if span:
                    names |= {r[0] for _, r in rows
                              if r[1].isdigit() and span.group(1) <= r[1] <= span.group(2)}
                elif word == "c":
                    names |= {r[0] for _, r in rows if r[1] == "c"}
                else:
                    names.add(word)
            found[name] = Layer(name, layer, names, number)
        return found

    @functools.lru_cache(maxsize=None)
    def targets(self):
        """The targets that Package.swift declares, in order."""
        if "Package.swift" not in self.files:
            return []
        text = self.text("Package.swift")
        found = []
        for start in re.finditer(r"^[ \t]*\.(target|executableTarget|testTarget|systemLibrary|plugin|macro)\(",
                                 text, re.M):
            body = text[start.end():closing(text, start.end() - 1)]
            name = re.search(r'name:\s*"([^"]+)"', body)
            if not name:
                continue
            line = text.count("\n", 0, start.start(1)) + 1
            above = text.split("\n")[line - 2].strip()
            target = Target(name.group(1), start.group(1), line, above.startswith("//"), body)
            listed = re.search(r"dependencies:\s*\[", body)
            if listed:
                inner = body[listed.end():closing(body, listed.end() - 1)]
                target.dependencies |= set(re.findall(r'\.(?:product|target)\(\s*name:\s*"([^"]+)"', inner))
                plain = re.sub(r"\.\w+\([^)]*\)", "", inner)
                target.dependencies |= set(re.findall(r'"([^"]+)"', plain))
            found.append(target)
        return found
