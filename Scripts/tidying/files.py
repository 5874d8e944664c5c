# SPDX-License-Identifier: Apache-2.0
"""Rules about what is in the tree: folders, tables, scripts, things that do not belong."""
import json, re

from tidying import rule
from tidying.tree import Problem

MAX_BYTES = 1 << 20
TOP_LEVEL = {"Package.swift", "Makefile", "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md",
             "CHANGELOG.md", "SECURITY.md", "LICENSE", "Sources", "Tests", "Benchmarks", "Data",
             "Docs", "Examples", "Scripts"}


@rule
def folders(tree):
    """No folder for leftovers, one level of folders inside a target, nothing unexpected at the top."""
    banned = {"Utils", "Utilities", "Helpers", "Common", "Misc", "Models", "Extensions"}
    seen = set()
    for path in tree.files:
        parts = path.split("/")
        if parts[0] not in TOP_LEVEL and not parts[0].startswith(".") and parts[0] not in seen:
            seen.add(parts[0])
            yield Problem(path, 1, f"{parts[0]} does not belong at the top of the repository")
        for depth, part in enumerate(parts[:-1]):
            folder = "/".join(parts[:depth + 1])
            if part in banned and folder not in seen:
                seen.add(folder)
                yield Problem(path, 1, f"{folder}: name the folder after its topic")
        if path.startswith("Sources/") and path.endswith(".swift") and len(parts) > 4:
            yield Problem(path, 1, "folders inside a target stay one level deep")


@rule
def no_hosts_or_machine_paths(tree):
    """No registry host and no path of one machine in any file."""
    hosts = "|".join(["pyp" r"i\.org", "python" r"hosted\.org", r"deb\.deb" r"ian\.org",
                      r"(?:snapshot|security)\.deb" r"ian\.org", "npm" r"js\.(?:org|com)"])
    pattern = re.compile(rf"{hosts}|(?:^|[^a-zA-Z0-9_.-])/(?:work|farm|root)/", re.M)
    for path in tree.files:
        if path.endswith(".edi") or tree.binary(path):
            continue
        text = tree.text(path)
        for found in pattern.finditer(text):
            yield Problem(path, text.count("\n", 0, found.start()) + 1,
                          f"{found.group().strip()}: read it from the machine's configuration")


@rule
def tracked(tree):
    """Nothing built, resolved or large is tracked."""
    pattern = re.compile(r"(^|/)(\.build[^/]*/|Package\.resolved$|\.DS_Store$|__pycache__/)")
    for path in tree.files:
        if pattern.search(path):
            yield Problem(path, 1, "should not be tracked: git rm --cached, and see .gitignore")
        elif tree.size(path) > MAX_BYTES:
            yield Problem(path, 1, f"{tree.size(path) >> 10} KiB; data over 1 MiB belongs outside")


@rule
def data_tables(tree):
    """Data/**/*.tsv: a header comment, one number of columns, sorted where the header says so.

    The columns are named by the last comment that has their tabs, or described by a comment that begins
    `# columns:`, or else named by the first row. Where those columns begin with the kind of the line, each
    kind has a number of its own.
    """
    for path in tree.match(r"^(Data|Scripts)/.*\.tsv$"):
        lines = tree.text(path).split("\n")
        if lines[-1] != "":
            yield Problem(path, len(lines), "the last line wants a line end")
        header = [line for line in lines if line.startswith("#")]
        if not lines[0].startswith("#"):
            yield Problem(path, 1, "begin with a comment: what it is, its columns, its source")
        rows = list(tree.rows(path, named=False))
        if not rows:
            continue
        width = len(rows[0][1])
        named = [line[1:].strip().split("\t") for line in header if line.count("\t") == width - 1 > 0]
        told = any(re.match(r"#\s*columns\b", line) for line in header)
        kinds = {}
        by_kind = any(re.match(r"#\s*columns: kind,", line) for line in header)
        names = named[-1] if named else [str(n) for n in range(width)] if told else rows.pop(0)[1]
        for number, row in rows:
            width = kinds.setdefault(row[0], len(row)) if by_kind else width
            if len(row) != width:
                of = f"of its kind {row[0]}" if by_kind else "row"
                yield Problem(path, number, f"{len(row)} columns; the first {of} has {width}")
            if any(cell.endswith((" ", "\r")) for cell in row):
                yield Problem(path, number, "a cell ends in white space")
        yield from out_of_order(path, header, names, rows)


def out_of_order(path, header, names, rows):
    """Problems of a table whose header says `# sorted`, `# sorted: yes` or `# sorted by a, b`."""
    stated = next((found for found in (re.match(r"#\s*sorted(?:\s+by|:)?\s*(.*)", h) for h in header)
                   if found), None)
    if stated is None or re.match(r"no\b", stated.group(1)):
        return
    asked = stated.group(1)
    columns = names if asked in ("", "yes") else [c.strip() for c in asked.split(",")]
    if not set(columns) <= set(names):
        yield Problem(path, 1, f"sorted by {', '.join(columns)}: no such column")
        return
    places = [names.index(column) for column in columns]
    previous = None
    for number, row in rows:
        key = [row[place].encode() for place in places if place < len(row)]
        if previous is not None and key < previous:
            yield Problem(path, number, "out of order (the header says sorted; bytes decide)")
        previous = key


@rule
def json_files(tree):
    """Each JSON file can be read and names no member twice."""
    def once(pairs):
        names = [name for name, _ in pairs]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f"{name} stands twice")
        return dict(pairs)
    for path in tree.match(r"^(Data|Examples|Docs)/.*\.json$|^\.swift-format$"):
        try:
            json.loads(tree.text(path), object_pairs_hook=once)
        except ValueError as error:
            yield Problem(path, 1, f"cannot be read: {error}")


@rule
def scripts(tree):
    """Each shell script stops at the first error, and each script can be run."""
    for path in tree.match(r"^(Scripts|Benchmarks)/[^/.]+$|^\.ci/run$"):
        text = tree.text(path)
        if not text.startswith("#!"):
            yield Problem(path, 1, "the first line should name the interpreter")
        elif "bash" in text.split("\n")[0] and "set -euo pipefail" not in text:
            yield Problem(path, 1, "wants: set -euo pipefail")
        if not tree.executable(path):
            yield Problem(path, 1, "is not executable: chmod +x")


@rule
def sources_manifest(tree):
    """Data/sources.json says for each package what it is, under which licence, and the SHA-256 of each member."""
    page = "Data/sources.json"
    if page not in tree.files:
        return
    try:
        packages = json.loads(tree.text(page))["packages"]
    except (ValueError, KeyError, TypeError):
        yield Problem(page, 1, "wants an object with a list of packages")
        return
    seen = set()
    for package in packages:
        name = f"{package.get('package')} {package.get('version')}"
        for wanted in ("package", "version", "licence", "carries", "members"):
            if not package.get(wanted):
                yield Problem(page, 1, f"{name} lacks {wanted}")
        if name in seen:
            yield Problem(page, 1, f"{name} stands twice")
        seen.add(name)
        for member in package.get("members", []):
            for wanted in ("path", "format", "edition"):
                if not member.get(wanted):
                    yield Problem(page, 1, f"{name}, {member.get('path')}: lacks {wanted}")
            if not re.fullmatch(r"[0-9a-f]{64}", member.get("sha256", "")):
                yield Problem(page, 1, f"{name}, {member.get('path')}: sha256 wants 64 hexadecimal digits")


@rule
def linked_packages(tree):
    """Each library that the module map links has its development package in Scripts/packages.txt."""
    text = tree.text("Scripts/packages.txt") if "Scripts/packages.txt" in tree.files else ""
    packages = [line for line in text.split("\n") if line.endswith("-dev")]
    for path in tree.match(r"^Sources/.*\.modulemap$"):
        for number, line in enumerate(tree.text(path).split("\n"), 1):
            found = re.search(r'\blink "([^"]+)"', line)
            if found and not any(found.group(1) in package for package in packages):
                yield Problem(path, number, f"{found.group(1)}: no -dev package of Scripts/packages.txt is named "
                              "after it, so a new machine cannot build")
