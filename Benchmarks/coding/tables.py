# SPDX-License-Identifier: Apache-2.0
"""The measured figures as Markdown, for the terminal and for the documents."""
import crossed

LEVELS = ("full", "category", "chapter")
OF_SYSTEMS = ("coding whole", "coding aci", "coding codiesp")  # the last two: parts of the first, for the documents
NAMES = {"aci_bench_amazon": "visits", "codiesp_en": "case reports"}
CAUSES = {
    "no-match": "nothing in the note was taken for it",
    "leaf": "another code of its category was suggested",
    "confidence": "found, and below the threshold",
    "assertion": "named only as denied, doubted, past, planned or of a relative",
    "rule": "found, and left out by a rule or a convention",
    "external-cause": "an external cause (V, W, X, Y), nothing of its category suggested",
    "status": "a code of chapter 21 (Z), nothing of its category suggested",
    "edition": "not a billable code of the edition",
}


def three(values):
    return " ".join(f"{value:.3f}".replace("0.", ".", 1) for value in values)


def markdown(header, rows):
    """A table whose columns after the first are figures unless their header ends in a blank."""
    rule = " | ".join("---" if not place or cell.endswith(" ") else "---:" for place, cell in enumerate(header))
    lines = ["| " + " | ".join(cell.strip() for cell in header) + " |", f"| {rule} |"]
    return "\n".join(lines + ["| " + " | ".join(map(str, row)) + " |" for row in rows])


def whole(rows):
    """Everything that was measured: P, R and F1 in a cell."""
    header = ["set, gold", "system ", *(f"{level}, {mean} " for level in LEVELS for mean in ("micro", "macro")),
              "notes/s", "MiB"]
    return markdown(header, [
        [f"{row.set}, {row.gold}", row.words, *(three(values) for pair in row.scored for values in pair),
         f"{row.per_second:.0f}", f"{row.kib / 1024:.0f}"] for row in rows])


def short(rows, name):
    """Of one set with all its codes: micro P, R, F1, macro F1, speed and memory."""
    header = ["system", "full code: P R F1 ", "category: P R F1 ", "chapter: P R F1 ", "full code, macro F1",
              "notes/s", "MiB"]
    return markdown(header, [
        [row.words, *(three(pair[0]) for pair in row.scored), three([row.scored[0][1][2]]), f"{row.per_second:,.0f}",
         f"{row.kib / 1024:.0f}"] for row in rows if (row.set, row.gold) == (name, "all codes")])


def cross_validated(found):
    header = ["set, what counts as right", "full code: P R F1 ", "category: P R F1 ",
              "expected calibration error, every suggestion", "of those given"]
    rows = []
    for name, one in found.items():
        errors = [f"{crossed.calibration(items)[1]:.3f}" for items in (one.said, one.given)]
        for gold in dict.fromkeys(gold for gold, _ in one.scores):
            full, category = (crossed.rates(one.scores[gold, level]) for level in ("full", "category"))
            if gold == "all codes" or one.scores[gold, "full"] != one.scores["all codes", "full"]:
                rows.append([f"{NAMES[name]}, {gold}", three(full), three(category),
                             *(errors if gold == "all codes" else ("", ""))])
    return markdown(header, rows)


def misses(found):
    """Why codes were missed, most frequent over all sets first."""
    totals = {name: max(1, sum(one.misses.values())) for name, one in found.items()}
    order = sorted(CAUSES, key=lambda cause: -sum(one.misses.get(cause, 0) / totals[name]
                                                  for name, one in found.items()))
    header = ["a code that people gave was missed because", *(f"{NAMES[name]}, {total} missed"
                                                              for name, total in totals.items())]
    return markdown(header, [
        [CAUSES[cause], *(f"{one.misses.get(cause, 0)} ({100 * one.misses.get(cause, 0) / totals[name]:.0f} %)"
                          for name, one in found.items())] for cause in order])


def figures(values):
    """What else was measured."""
    def shown(*names, form="{:.1f}"):
        return ", ".join(form.format(values[name]) if name in values else "not measured" for name in names)
    ends = ("precision", "recall", "f1")
    return markdown(["what", "measured"], [
        ["suggestions without evidence in the note, visits and case reports",
         shown("coding.aci.unsupported", "coding.codiesp.unsupported", form="{:.0f}")],
        ["negation in marked sentences: precision, recall, F1 (%)", shown(*(f"coding.negation_{end}" for end in ends))],
        ["history in marked sentences: precision, recall, F1 (%)", shown(*(f"coding.history_{end}" for end in ends))],
        ["evidence of right codes where people saw it, by place in the text (%)", shown("coding.evidence_percent")],
        ["the same for evidence of other codes of the note: chance (%)", shown("coding.evidence_chance_percent")],
        ["visits coded in memory, one processor (notes/s)", shown("coding.aci.core_per_second", form="{:,.0f}")],
        ["case reports, the same (notes/s)", shown("coding.codiesp.core_per_second", form="{:,.0f}")],
        ["a visit note of {:.0f} bytes coded again after every 20 bytes typed: median, 99th percentile (ms)".format(
            values.get("coding.typing_bytes", 0)),
         ", ".join(f"{values[name] / 1000:.2f}" if name in values else "not measured"
                   for name in ("coding.typing_median_us", "coding.typing_p99_us"))],
        ["peak resident memory of `code --ndjson`, visits and case reports (MiB)",
         ", ".join(f"{values[name] / 1024:.0f}" if name in values else "not measured"
                   for name in ("coding.aci.rss_kib", "coding.codiesp.rss_kib"))],
    ])


def abstaining(found, percents=(0, 20, 30, 40, 50, 60, 70, 80, 90)):
    """Accuracy, share of people's codes found and suggestions a note, by --abstain."""
    header = ["`--abstain`", *(f"{NAMES[name]}: {what}" for name in found for what in ("right", "found", "a note"))]
    rows = []
    for percent in percents:
        row = [f"{percent / 100:.1f}"]
        for one in found.values():
            right, said, given = one.curve[percent]
            row += [f"{100 * right / max(1, said):.0f} %", f"{100 * right / max(1, given):.0f} %",
                    f"{said / one.notes:.1f}"]
        rows.append(row)
    return markdown(header, rows)


def replaced(path, blocks):
    """Writes blocks over those that stand in a document between `<!-- measured: NAME -->` and `<!-- end -->`."""
    text = path.read_text(encoding="utf-8")
    for name, block in blocks.items():
        head, mark, rest = text.partition(f"<!-- measured: {name} -->\n")
        if mark:
            _, end, tail = rest.partition("<!-- end -->")
            if not end:
                raise SystemExit(f"{path}: the block {name} has no end")
            text = f"{head}{mark}{block}\n{end}{tail}"
    path.write_text(text, encoding="utf-8")
