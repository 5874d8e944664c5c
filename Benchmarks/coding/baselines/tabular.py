# SPDX-License-Identifier: Apache-2.0
"""ICD-10-CM as the baselines know it: titles, inclusion terms and the way down to a billable code."""
import lzma
import pathlib
import re
import xml.etree.ElementTree as ElementTree

VAGUE = frozenset("condition complication disease disorder illness infection injury lesion syndrome wound".split())
FILE = "data/icd10cm/fy2026/icd10c-tabular-April-1-2026.xml.xz"


class Entry:
    """One code of the tabular list, billable or not."""

    def __init__(self, code, title, terms, chapter, seventh):
        self.code, self.title, self.terms, self.chapter = code, title, terms, chapter
        self.seventh, self.children = seventh, []


class Tabular:
    """The tabular list of April 2026, read from the publisher's file."""

    def __init__(self, shared):
        root = ElementTree.fromstring(lzma.open(pathlib.Path(shared) / FILE).read())
        self.entries = {}
        for chapter in root.findall("chapter"):
            for diagnosis in chapter.iterfind("section/diag"):
                self._read(diagnosis, chapter.findtext("name").strip(), None)

    def _read(self, node, chapter, seventh):
        extension = node.find("sevenChrDef/extension")
        seventh = extension.get("char") if extension is not None else seventh
        terms = ["".join(note.itertext()).strip() for note in node.iterfind("inclusionTerm/note")]
        entry = Entry(node.findtext("name").strip(), node.findtext("desc").strip(), terms, chapter, seventh)
        self.entries[entry.code] = entry
        entry.children = [self._read(child, chapter, seventh) for child in node.findall("diag")]
        return entry

    def leaf(self, code):
        """The billable code that a term documents where it says no more: unspecified, first encounter."""
        entry = self.entries.get(code)
        if entry is None:
            return code
        while entry.children:
            entry = max(entry.children, key=self._says_least)
        if entry.seventh and len(entry.code) < 8:
            return (entry.code + ("" if "." in entry.code else ".")).ljust(7, "X") + entry.seventh
        return entry.code

    @staticmethod
    def _says_least(entry):
        title = entry.title.lower()
        return (2 * title.count("unspecified") + ("without" in title) + title.count(", not ")
                + (entry.code[-1] == "9") - title.startswith("other") - (" with " in title))

    def chapter(self, code):
        """The number of the chapter; the first letter where the category is not of this edition."""
        entry = self.entries.get(code[:3])
        return entry.chapter if entry else code[:1]


def spoken(title):
    """A title without what a note need not say: parentheses, what is not specified, the encounter."""
    title = re.sub(r"\([^)]*\)|\[[^]]*\]", " ", title.lower())
    parts = [part.strip() for part in title.split(",")]
    kept = parts[:1] + [part for part in parts[1:] if not re.match(
        r"unspecified|not |without|initial enc|nos$|so stated|elsewhere|type not", part)]
    kept = [re.sub(r"\b(unspecified|nos|without \w+.*|not elsewhere classified)$", "", part) for part in kept]
    return re.sub(r"\bunspecified\b|\bnos\b|\bmellitus\b", " ", " ".join(kept)).strip()


def rank(entry):
    """Which entry a term means where several have it: not `other`, the least said, the higher in the tree."""
    return (entry.title.lower().startswith("other"), "unspecified" not in entry.title.lower(),
            len(entry.code), len(entry.title), entry.code)


def is_vague(word, code):
    """Whether a single word names no condition by itself."""
    return code[0] in "VWXYZ" or len(word) < 4 or word in VAGUE
