# SPDX-License-Identifier: Apache-2.0
"""Rules of the Official Guidelines on top of concepts: diabetes, combinations, laterality; symptoms at will."""
import re

PAIN = ("M54", "M25.5", "M79.6", "M79.1")


class Guidelines:
    def __init__(self, concepts, drops_symptoms):
        self.concepts, self.drops_symptoms = concepts, drops_symptoms
        self.tabular = concepts.tabular

    def code(self, text):
        codes = {}
        for code, start, end, clause in self.concepts.mentions(text):
            leaf = self.tabular.leaf(self.sided(code, text[slice(*clause)]))
            codes.setdefault(leaf, []).append((start, end))
        self.diabetes(codes, text)
        self.combine(codes)
        if self.drops_symptoms:
            self.drop_symptoms(codes)
        return [(code, *span) for code, spans in codes.items() for span in spans]

    def sided(self, code, clause):
        """The code for the side that the clause names, where the codes beside it or below it are by side."""
        sides = {side for side in ("right", "left", "bilateral") if re.search(rf"\b{side}", clause, re.I)}
        entry = self.tabular.entries.get(code)
        if len(sides) != 1 or entry is None:
            return code
        side, parent = sides.pop(), self.tabular.entries.get(code[:-1].rstrip("."))
        below = entry.children
        for child in entry.children:
            below = below + child.children
        beside = parent.children if parent and re.search("unspecified", entry.title, re.I) else []
        for other in [*below, *beside]:
            if re.search(rf"\b{side}\b", other.title, re.I):
                return other.code
        return code

    def diabetes(self, codes, text):
        """Diabetes of no stated type is type 2 (I.C.4.a.2); `with` links it to its complications (I.A.15)."""
        if not any(code[:3] in ("E10", "E11", "E13") for code in codes):
            found = re.search(r"\bdiabet(es|ic)\b(?! insipidus)", text, re.I)
            place = [span for spans in codes.values() for span in spans]
            if found and place and "E11.9" not in codes:
                if any(start <= found.start() < end for start, end, in self.read(text)):
                    codes["E11.9"] = [found.span()]
        for kind in ("E10", "E11"):
            plain = codes.get(f"{kind}.9")
            if not plain:
                continue
            linked = {f"{kind}.22": "N18", f"{kind}.42": "G62.9", f"{kind}.319": "H35.0", f"{kind}.21": "N28.9",
                      f"{kind}.65": "R73.9"}
            for combined, with_code in linked.items():
                if any(code.startswith(with_code) for code in codes):
                    codes.pop(f"{kind}.9", None)
                    codes[combined] = plain
                    if not with_code.startswith("N18"):
                        for code in [code for code in codes if code.startswith(with_code)]:
                            del codes[code]

    @staticmethod
    def read(text):
        from text import assessment
        return assessment(text)

    @staticmethod
    def combine(codes):
        """Hypertension with heart failure, with chronic kidney disease, with both (I.C.9.a)."""
        heart = any(code.startswith("I50") for code in codes)
        kidney = any(code.startswith("N18") for code in codes)
        if "I10" in codes and (heart or kidney):
            code = "I13.0" if heart and kidney else "I11.0" if heart else "I12.9"
            codes[code] = codes.pop("I10")

    @staticmethod
    def drop_symptoms(codes):
        """Symptoms and pain are not coded where a definitive diagnosis is (I.B.4, I.B.5)."""
        def is_symptom(code):
            return code.startswith(("R", *PAIN))
        if any(not is_symptom(code) and code[0] not in "ZVWXY" for code in codes):
            for code in [code for code in codes if is_symptom(code)]:
                del codes[code]
