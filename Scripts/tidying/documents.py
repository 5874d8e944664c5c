# SPDX-License-Identifier: Apache-2.0
"""Rules about documents: links, README, the catalogue of findings, the glossary."""
import functools, os, re

from tidying import rule
from tidying.tree import Problem


@rule
def links(tree):
    """Each link in a document leads to a file of the tree and a heading that exists."""
    folders_known = {path.rsplit("/", n)[0] for path in tree.files
                     for n in range(1, path.count("/") + 1)}
    for path in tree.match(r"\.md$"):
        body = without_fences(tree.text(path))
        for found in re.finditer(r"\]\(([^)\s]+)[^)]*\)|^\[[^\]]+\]:\s*(\S+)", body, re.M):
            goal = found.group(1) or found.group(2)
            if re.match(r"[a-z][a-z+.-]*:", goal):
                continue
            line = body.count("\n", 0, found.start()) + 1
            name, _, anchor = goal.partition("#")
            there = os.path.normpath(os.path.join(os.path.dirname(path), name)) if name else path
            if there not in tree.files and there not in folders_known:
                yield Problem(path, line, f"{goal}: no such file")
            elif anchor and there.endswith(".md") and anchor not in slugs_of(tree.text(there)):
                yield Problem(path, line, f"{goal}: no such heading")


@rule
def readme(tree):
    """README.md has at most 150 lines and shows make demo and make test."""
    text = tree.text("README.md") if "README.md" in tree.files else ""
    if text.count("\n") > 150:
        yield Problem("README.md", 151, "more than 150 lines: move the rest to Docs/")
    for command in ("make demo", "make test"):
        if command not in text:
            yield Problem("README.md", 1, f"does not show {command}")


@rule
def findings_catalogue(tree):
    """Each rule id in the sources has an entry in Docs/Findings.md, and each entry its rule."""
    page = "Docs/Findings.md"
    text, headings = catalogue(tree, page)
    entries = {}
    for found, after in zip(headings, headings[1:] + [None]):
        line = text.count("\n", 0, found.start()) + 1
        if found.group(1) in entries:
            yield Problem(page, line, f"{found.group(1)} has two entries")
        entries[found.group(1)] = line
        body = text[found.end():after.start() if after else len(text)]
        for part in ("**Means.**", "**Example.**", "**Do.**", "**Source.**"):
            if part not in body:
                yield Problem(page, line, f"{found.group(1)} lacks {part}")
    used, quoted = {}, set()
    for path, line, name in rule_ids(tree):
        if not re.fullmatch(r"[a-z0-9]+(?:[.-][a-z0-9]+)*", name):
            yield Problem(path, line, f"{name}: a rule id is a literal such as ncci.mue")
        else:
            used.setdefault(name, (path, line))
    for path in tree.swift("Sources/"):
        quoted.update(re.findall(r'"([a-z0-9][a-z0-9.-]+)"', tree.text(path)))
    for path in tree.match(r"^Data/.*\.tsv$"):
        quoted.update(cell for _, row in tree.rows(path, named=False) for cell in row)
    for name in sorted(set(used) - set(entries)):
        yield Problem(*used[name], f"{name} has no entry in {page}")
    for name in sorted(set(entries) - quoted):
        yield Problem(page, entries[name], f"no source uses {name}: delete the entry")


@rule
def findings_tested(tree):
    """Each rule id of Docs/Findings.md is named by a test, a fixture or a case of an edit."""
    page = "Docs/Findings.md"
    named = set()
    for path in tree.match(r"^Tests/|^Data/edits/cases-"):
        named.update(re.findall(r"[a-z0-9]+(?:[.-][a-z0-9]+)+", tree.text(path)))
    text, headings = catalogue(tree, page)
    for found in headings:
        if found.group(1) not in named:
            line = text.count("\n", 0, found.start()) + 1
            yield Problem(page, line, f"{found.group(1)}: no file under Tests names it: add the smallest "
                          "input that makes it")


def catalogue(tree, page):
    """The text of the page of findings, and the headings of its entries."""
    text = tree.text(page) if page in tree.files else ""
    return text, list(re.finditer(r"^### `([^`]+)`[ \t]*$", without_fences(text), re.M))


def rule_ids(tree):
    """Path, line and literal of each rule id: the first argument of `Finding` and of each function whose
    or type whose first parameter is `_ rule: String`, and what is passed or assigned as `rule:`."""
    sources = {path: tree.text(path) for path in tree.swift("Sources/")}
    callers = {"Finding"}
    for source in sources.values():
        callers.update(re.findall(r"\bfunc (\w+)\(\s*_ rule: String", source))
        for found in re.finditer(r"\binit\(\s*_ rule: String", source):
            callers.add(re.findall(r"\b(?:struct|class|extension) (\w+)", source[:found.start()])[-1])
    pattern = re.compile(rf"(?:\b(?:{'|'.join(sorted(callers))})\(\s*|\brule: )"
                         r'((?:[^",(){}\n]*"(?:[^"\\\n]|\\.)*")+)')
    for path, source in sources.items():
        for found in pattern.finditer(source):
            line = source.count("\n", 0, found.start(1)) + 1
            for name in re.findall(r'"((?:[^"\\]|\\.)*)"', found.group(1)):
                # Functions that take a rule share names with others (`append`): an id begins with a family
                # and a point.
                if re.match(r"[a-z0-9]+\.", name) or found.group().startswith("Finding"):
                    yield path, line, name


@rule
def glossary(tree):
    """Docs/Glossary.md defines each word once, in alphabetical order."""
    page = "Docs/Glossary.md"
    words = []
    for number, line in enumerate((tree.text(page) if page in tree.files else "").split("\n"), 1):
        found = re.match(r"\| \*\*([^*]+)\*\* \|", line)
        if found:
            words.append((found.group(1), number))
    for (word, _), (after, number) in zip(words, words[1:]):
        if after.lower() == word.lower():
            yield Problem(page, number, f"{after} stands twice")
        elif after.lower() < word.lower():
            yield Problem(page, number, f"{after} belongs before {word}")


def without_fences(text):
    """A document with its fenced and inline code blanked, line for line; headings keep theirs."""
    blank = lambda found: re.sub(r"[^\n]", " ", found.group())
    text = re.sub(r"^(```|~~~).*?^\1[ \t]*$", blank, text, flags=re.M | re.S)
    return "\n".join(line if line.startswith("#") else re.sub(r"`[^`\n]*`", blank, line)
                     for line in text.split("\n"))


@functools.lru_cache(maxsize=None)
def slugs_of(text):
    """The anchors of a document's headings, as the usual renderers make them."""
    counts, slugs = {}, set()
    for heading in re.findall(r"^#{1,6}[ \t]+(.+?)[ \t#]*$", without_fences(text), re.M):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
        slug = re.sub(r"[^\w\- ]", "", plain).strip().replace(" ", "-")
        count = counts.get(slug, 0)
        counts[slug] = count + 1
        slugs.add(f"{slug}-{count}" if count else slug)
    slugs |= set(re.findall(r'<a (?:id|name)="([^"]+)"', text))
    return slugs
