# SPDX-License-Identifier: Apache-2.0
"""Plain line charts as SVG, drawn the same every time."""
import html

WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 430, 300, 56, 44, 46
COLORS = ("#1b6ca8", "#c2571a", "#3d8b4f", "#7a4fa3")
STYLE = ("text{font:12px sans-serif;fill:#222}.small{font-size:10px;fill:#555}.title{font-size:14px;font-weight:bold}"
         ".axis{stroke:#444}.grid{stroke:#ddd}.line{fill:none;stroke-width:2}.dash{stroke-dasharray:5 4}")


class Panel:
    """One chart whose two axes run from 0 to 1."""

    def __init__(self, title, across, up):
        self.title, self.across, self.up = title, across, up
        self.parts, self.legend = [], []

    @staticmethod
    def place(x, y):
        return LEFT + x * (WIDTH - LEFT - 16), TOP + (1 - y) * (HEIGHT - TOP - BOTTOM)

    def line(self, points, name=None, dashed=False, color=None):
        color = color or COLORS[len(self.legend) % len(COLORS)]
        path = " ".join("{:.1f},{:.1f}".format(*self.place(x, y)) for x, y in points)
        self.parts.append(f'<polyline class="line{" dash" if dashed else ""}" stroke="{color}" points="{path}"/>')
        if name:
            self.legend.append((name, color, dashed))

    def dot(self, x, y, words, color):
        across, up = self.place(x, y)
        self.parts.append(f'<circle cx="{across:.1f}" cy="{up:.1f}" r="3.5" fill="{color}"/>'
                          f'<text class="small" x="{across + 5:.1f}" y="{up + 12:.1f}">{html.escape(words)}</text>')

    def drawn(self):
        parts = [f'<text class="title" x="{LEFT}" y="18">{html.escape(self.title)}</text>']
        for step in range(0, 11, 2):
            (x, bottom), (_, top) = self.place(step / 10, 0), self.place(step / 10, 1)
            (left, y), (right, _) = self.place(0, step / 10), self.place(1, step / 10)
            parts.append(f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{top:.1f}" y2="{bottom:.1f}"/>'
                         f'<line class="grid" x1="{left:.1f}" x2="{right:.1f}" y1="{y:.1f}" y2="{y:.1f}"/>'
                         f'<text class="small" x="{x:.1f}" y="{bottom + 14:.1f}" text-anchor="middle">{step / 10:.1f}'
                         f'</text><text class="small" x="{left - 6:.1f}" y="{y + 4:.1f}" text-anchor="end">'
                         f"{step / 10:.1f}</text>")
        (left, bottom), (right, top) = self.place(0, 0), self.place(1, 1)
        parts.append(f'<path class="axis" fill="none" d="M{left} {top}V{bottom}H{right}"/>'
                     f'<text x="{(left + right) / 2}" y="{HEIGHT - 10}" text-anchor="middle">'
                     f"{html.escape(self.across)}</text>"
                     f'<text transform="translate(16 {(top + bottom) / 2}) rotate(-90)" text-anchor="middle">'
                     f"{html.escape(self.up)}</text>")
        x = LEFT
        for name, color, dashed in self.legend:
            parts.append(f'<line class="line{" dash" if dashed else ""}" stroke="{color}" x1="{x}" x2="{x + 18}"'
                         f' y1="32" y2="32"/><text class="small" x="{x + 22}" y="36">{html.escape(name)}</text>')
            x += 34 + 5.6 * len(name)
        return "\n".join(parts + self.parts)


def write(path, panels, words):
    """Writes charts side by side, with words below them."""
    width, height = WIDTH * len(panels), HEIGHT + 14 + 14 * len(words)
    with open(path, "w", encoding="utf-8") as file:
        file.write(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">\n'
                   f'<style>{STYLE}</style>\n<rect width="{width}" height="{height}" fill="#fff"/>\n')
        for number, panel in enumerate(panels):
            file.write(f'<g transform="translate({WIDTH * number} 0)">\n{panel.drawn()}\n</g>\n')
        for number, line in enumerate(words):
            file.write(f'<text class="small" x="{LEFT}" y="{HEIGHT + 14 * (number + 1)}">{html.escape(line)}</text>\n')
        file.write("</svg>\n")
