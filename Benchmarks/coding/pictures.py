# SPDX-License-Identifier: Apache-2.0
"""Draws what `--abstain` brings and how far confidences are to be believed: SVG, the same bytes for the same figures."""
import re

import crossed

SETS = {"aci_bench_amazon": "outpatient visits", "codiesp_en": "case reports"}
INK, PAPER, GRID = "#1f2328", "#ffffff", "#d8dce0"
ACCURACY, FOUND, KEPT = "#3a78c9", "#c2621b", "#7a7f87"  # each readable on white and on black
DARK = ("@media (prefers-color-scheme: dark) {"
        " text { fill: #e6e6e6 !important } #paper path { fill: #15181c !important }"
        " g[id^=grid] path { stroke: #3a4048 !important } }")


def panels(titles, across, up):
    import matplotlib
    matplotlib.use("svg")
    matplotlib.rcParams.update({
        "svg.fonttype": "none", "svg.hashsalt": "cleanclaim", "font.family": "sans-serif",
        "font.sans-serif": ["DejaVu Sans"], "font.size": 10, "text.color": INK, "axes.labelcolor": INK,
        "axes.edgecolor": KEPT, "xtick.color": KEPT, "ytick.color": KEPT, "xtick.labelcolor": INK,
        "ytick.labelcolor": INK, "axes.spines.top": False, "axes.spines.right": False})
    from matplotlib import pyplot
    figure, axes = pyplot.subplots(1, len(titles), figsize=(4.6 * len(titles), 3.9), sharey=True, squeeze=False)
    figure.patch.set_gid("paper")
    for number, (axis, title) in enumerate(zip(axes[0], titles)):
        axis.patch.set_visible(False)
        axis.set(title=title, xlabel=across, xlim=(0, 1), ylim=(0, 1.02))
        axis.set_xticks([at / 5 for at in range(6)])
        axis.set_yticks([at / 5 for at in range(6)])
        for place, line in enumerate([*axis.get_xgridlines(), *axis.get_ygridlines()]):
            line.set(visible=True, color=GRID, linewidth=0.6)
            line.set_gid(f"grid{number}-{place}")
        axis.set_axisbelow(True)
    axes[0][0].set_ylabel(up)
    return figure, axes[0]


def write(figure, path, words):
    figure.text(0.01, 0.012, words, fontsize=8)
    figure.tight_layout(rect=(0, 0.055 + 0.03 * words.count("\n"), 1, 1))
    figure.savefig(path, format="svg", facecolor=PAPER, metadata={"Date": None, "Creator": None})
    text = path.read_text(encoding="utf-8")
    # Any reader has the font, and its scheme decides on light or dark.
    text = text.replace("'DejaVu Sans', sans-serif", "sans-serif")
    text = re.sub(r"<!DOCTYPE.*?>\s*|<metadata>.*?</metadata>\s*", "", text, flags=re.S)
    text = re.sub(r"(?m)[ \t]+$", "", text.replace("</style>", f"\n{DARK}</style>", 1))
    path.write_text(text, encoding="utf-8")


def coverage(path, found, words):
    """Accuracy, share of the wanted codes found and share of the suggestions kept, by --abstain."""
    figure, axes = panels([SETS[name] for name in found], "--abstain", "share")
    for axis, one in zip(axes, found.values()):
        most = max(1, one.curve[0][1])
        across = [percent / 100 for percent in one.curve]
        lines = (("accuracy: suggestions that are right", ACCURACY, "-", [r / max(1, s) for r, s, _ in one.curve.values()]),
                 ("coverage: people's codes found", FOUND, "-", [r / max(1, g) for r, _, g in one.curve.values()]),
                 ("suggestions kept", KEPT, "--", [s / most for _, s, _ in one.curve.values()]))
        for name, color, dashes, values in lines:
            axis.plot(across, values, dashes, color=color, linewidth=2, label=name)
    axes[-1].legend(fontsize=8, frameon=False, loc="lower left")
    write(figure, path, words)


def calibration(path, found, words):
    """Confidence against the share that is right, in ten bands, with how many suggestions each has."""
    bands = {name: crossed.calibration(one.said) for name, one in found.items()}
    figure, axes = panels(
        [f"{SETS[name]}\nexpected calibration error {error:.3f}" for name, (_, error) in bands.items()],
        "confidence", "share that is right")
    for axis, (rows, _) in zip(axes, bands.values()):
        axis.plot([0, 1], [0, 1], "--", color=KEPT, linewidth=1)
        axis.plot([row[1] for row in rows], [row[2] for row in rows], "-o", color=ACCURACY, linewidth=2, markersize=4)
        for count, mean, right in rows:
            low = right < 0.12  # its number would stand on the axis
            axis.annotate(f"{count:,}", (mean, right), xytext=(0, 6) if low else (5, -11),
                          textcoords="offset points", ha="center" if low else "left", fontsize=8)
    write(figure, path, words)
