# SPDX-License-Identifier: Apache-2.0
"""Rules about Swift sources: sizes, names, comments."""
import ast, re

from tidying import RULES, rule
from tidying.swift import functions_of
from tidying.tree import Problem

FILE_LIMIT, FILE_LONG, FUNCTION_LIMIT = 500, 300, 70
SPDX = "// SPDX-License-Identifier: Apache-2.0"


@rule
def file_length(tree):
    """A source file has at most 500 lines; past 300 it is worth a look."""
    for path in tree.match(r"\.(swift|py|c|h)$|^Scripts/[^.]+$"):
        lines = tree.text(path).count("\n")
        if lines > FILE_LIMIT and not tree.excused("file-length", path):
            yield Problem(path, lines, f"{lines} lines; the limit is {FILE_LIMIT}: "
                          "split it by topic, or name it in Scripts/tidy-exceptions.tsv")
        elif FILE_LONG < lines <= FILE_LIMIT:
            yield Problem(path, lines, f"{lines} lines; {FILE_LONG} is long", warns=True)


@rule
def function_length(tree):
    """A function has at most 70 lines."""
    for path in tree.swift():
        for name, line, lines in functions_of(tree.code(path)):
            if lines > FUNCTION_LIMIT and not tree.excused("function-length", f"{path}#{name}"):
                yield Problem(path, line, f"{name} has {lines} lines; the limit is "
                              f"{FUNCTION_LIMIT}: pull out a part that has a name of its own, or "
                              f"name {path}#{name} in Scripts/tidy-exceptions.tsv")
    for path in tree.match(r"\.py$|^Scripts/tidy$"):
        for node in ast.walk(ast.parse(tree.text(path))):
            if isinstance(node, ast.FunctionDef):
                lines = node.end_lineno - node.lineno + 1
                if lines > FUNCTION_LIMIT and not tree.excused("function-length", f"{path}#{node.name}"):
                    yield Problem(path, node.lineno, f"{node.name} has {lines} lines")


@rule
def exceptions_used(tree):
    """Each line of Scripts/tidy-exceptions.tsv names a rule, a path that exists and a reason."""
    table = "Scripts/tidy-exceptions.tsv"
    names = {name for name, _ in RULES}
    for number, row in tree.rows(table):
        if len(row) != 3 or not row[2].strip():
            yield Problem(table, number, "wants a rule, a path and a reason")
        elif row[0] not in names:
            yield Problem(table, number, f"there is no rule {row[0]}")
        elif row[1].split("#")[0] not in tree.files:
            yield Problem(table, number, f"there is no file {row[1]}: delete the line")


@rule
def type_names(tree):
    """No type is called Manager, Helper, Processor, Util, Info, Base or Impl."""
    pattern = re.compile(r"\b(?:struct|class|enum|actor|protocol|typealias)\s+"
                         r"(\w*(?:Manager|Helper|Helpers|Processor|Util|Utils|Info|Base|Impl))\b")
    for path in tree.swift():
        code = tree.code(path)
        for found in pattern.finditer(code):
            if not tree.excused("type-names", f"{path}#{found.group(1)}"):
                yield Problem(path, code.count("\n", 0, found.start()) + 1,
                              f"{found.group(1)}: find the billing office's noun")


@rule
def banned_words(tree):
    """No declared name contains a word of Scripts/banned-words.tsv."""
    words = {row[0]: row[1] for _, row in tree.rows("Scripts/banned-words.tsv")}
    declared = re.compile(r"\b(?:struct|class|enum|actor|protocol|typealias|func|var|let|case)\s+"
                          r"`?([A-Za-z_]\w*)")
    for path in tree.swift("Sources/"):
        code = tree.code(path)
        for found in declared.finditer(code):
            for part in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", found.group(1)):
                say = words.get(part.lower())
                if say and not tree.excused("banned-words", f"{path}#{found.group(1)}"):
                    yield Problem(path, code.count("\n", 0, found.start()) + 1,
                                  f"{found.group(1)}: say {say}, not {part.lower()}")


@rule
def module_names(tree):
    """No type has the name of a module: Swift cannot qualify a name through such a clash."""
    names = {target.name for target in tree.targets()}
    pattern = re.compile(r"\b(?:struct|class|enum|actor|protocol|typealias)\s+(\w+)")
    for path in tree.swift("Sources/"):
        code = tree.code(path)
        for found in pattern.finditer(code):
            if found.group(1) in names:
                yield Problem(path, code.count("\n", 0, found.start()) + 1,
                              f"{found.group(1)} is also the name of a module")


@rule
def spdx(tree):
    """Each Swift source begins with the licence line."""
    for path in tree.swift():
        if path.endswith("Package.swift"):
            continue
        if not tree.text(path).startswith(SPDX + "\n"):
            yield Problem(path, 1, f"the first line should be: {SPDX}")


@rule
def mark_banners(tree):
    """No chapter banners: a file that needs chapters is two files."""
    for path in tree.swift():
        for number, line in enumerate(tree.text(path).split("\n"), 1):
            if re.search(r"//\s*MA" r"RK\b", line):
                yield Problem(path, number, "no banners: split the file")


@rule
def left_for_later(tree):
    """What is left for later names its issue."""
    pattern = re.compile(r"\b(TO" r"DO|FIX" r"ME)\b(?![^\n]*#\d)")
    for path in tree.match(r"^(Sources|Tests|Scripts|Benchmarks)/|^Makefile$|^\.ci/"):
        if path.endswith((".edi", ".tsv", ".json")):
            continue
        for number, line in enumerate(tree.text(path).split("\n"), 1):
            if pattern.search(line):
                yield Problem(path, number, "do it, or name the issue: #12")


@rule
def no_floats(tree):
    """No floating point where codes, claims and money are kept (layers 0 and 1)."""
    layers = tree.layers()
    pattern = re.compile(r"\b(?:Double|Float(?:16|32|64|80)?|CGFloat|Decimal)\b"
                         r"|(?<![\w.$])\d[\d_]*\.\d+|(?<![\w.$])\d[\d_]*[eE][+-]?\d+\b")
    for path in tree.swift("Sources/"):
        row = layers.get(path.split("/")[1])
        if row is None or row.layer not in ("0", "1"):
            continue
        code = tree.code(path)
        for found in pattern.finditer(code):
            if not tree.excused("no-floats", path):
                yield Problem(path, code.count("\n", 0, found.start()) + 1,
                              f"{found.group()}: whole cents or a scaled integer, never floating point")
