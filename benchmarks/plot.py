"""A plot of quality against speed, as SVG that reads on light and dark pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import floor, log10
from typing import Literal, NamedTuple
from xml.sax.saxutils import escape

_STYLE = """
  svg { color-scheme: light dark; }
  text { font: 13px system-ui, sans-serif; fill: #211f1b; }
  .paper { fill: #fcfbf8; }
  .grid { stroke: #dcd7cb; }
  .soft { fill: #5d5850; }
  .title { font-weight: 600; font-size: 15px; }
  .dot { fill: #5d5850; }
  .ours { fill: #8f3a0f; }
  .name.ours { font-weight: 600; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e4e1da; }
    .paper { fill: #141518; }
    .grid { stroke: #34363d; }
    .soft, .dot { fill: #a8a398; }
    .ours { fill: #f2ab7c; }
  }
"""

_PANEL, _HEIGHT = 470, 400
"""Pixels of one panel, with its margins."""

_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 26, 44, 52
_CHARACTER, _LINE, _RADIUS = 6.9, 15, 5
"""Pixels of a character and a line of a name, as wide as fonts have them, and of a dot."""


class Point(NamedTuple):
    """A dot: its name, pages a second (above 0), F1, and whether it is one of ours."""

    name: str
    speed: float
    quality: float
    ours: bool


class _Box(NamedTuple):
    """Where a name would stand, or a dot stands. anchor: the end of the name that lies at its dot."""

    left: float
    top: float
    right: float
    bottom: float
    anchor: Literal["start", "middle", "end"] = "start"

    def meets(self, other: _Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def svg(panels: Sequence[tuple[str, Sequence[Point]]]) -> str:
    """Panels side by side, each with its title and its points, one at least."""
    width = _PANEL * len(panels)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {_HEIGHT}" role="img" '
            'aria-label="Quality against speed, a dot for each program">',
            f"<style>{_STYLE}</style>",
            f'<rect class="paper" width="{width}" height="{_HEIGHT}" rx="8"/>',
            *(line for i, (title, points) in enumerate(panels) for line in _panel(title, points, i * _PANEL)),
            "</svg>",
            "",
        ]
    )


def _panel(title: str, points: Sequence[Point], x0: float) -> Iterator[str]:
    left, right = x0 + _LEFT, x0 + _PANEL - _RIGHT
    top, bottom = _TOP, _HEIGHT - _BOTTOM
    slow = floor(log10(min(point.speed for point in points)))
    fast = floor(log10(max(point.speed for point in points))) + 1
    lowest = min(floor(min(point.quality for point in points) * 20) / 20, 0.95)

    def across(speed: float) -> float:
        return left + (right - left) * (log10(speed) - slow) / (fast - slow)

    def up(quality: float) -> float:
        return bottom - (bottom - top) * (quality - lowest) / (1 - lowest)

    yield _text(left, top - 20, title, "title")
    yield _text(left - 6, top - 20, "F1", "soft", "end")
    for power in range(slow, fast + 1):
        x = across(10**power)
        yield f'<path class="grid" d="M{x:.1f} {top}V{bottom}"/>'
        yield _text(x, bottom + 18, f"{10**power:,}" if power >= 0 else f"{10**power:g}", "soft", "middle")
    for step in range(round(lowest * 20), 21):
        y = up(step / 20)
        yield f'<path class="grid" d="M{left} {y:.1f}H{right}"/>'
        yield _text(left - 6, y + 4, f"{step / 20:.2f}", "soft", "end")
    yield _text((left + right) / 2, bottom + 40, "pages a second of processor time", "soft", "middle")
    places = {point: (across(point.speed), up(point.quality)) for point in points}
    yield from _dots(places, _Box(left, top - _LINE, right, bottom + _LINE))


def _dots(places: dict[Point, tuple[float, float]], room: _Box) -> Iterator[str]:
    """The dots, each with its name where it lies on no other, as far as there is such a place."""
    taken = [_Box(x - _RADIUS, y - _RADIUS, x + _RADIUS, y + _RADIUS) for x, y in places.values()]
    for point, (x, y) in sorted(places.items(), key=lambda item: (not item[0].ours, -item[0].quality)):
        look = "ours" if point.ours else "dot"
        yield f'<circle class="{look}" cx="{x:.1f}" cy="{y:.1f}" r="{_RADIUS}"/>'
        boxes = list(_around(x, y, len(point.name) * _CHARACTER))
        inside = [box for box in boxes if box.left >= room.left and box.right <= room.right] or boxes
        box = next((box for box in inside if not any(map(box.meets, taken))), inside[0])
        taken.append(box)
        at = {"start": box.left, "middle": (box.left + box.right) / 2, "end": box.right}[box.anchor]
        yield _text(at, box.bottom - 4, point.name, f"name {look}", box.anchor)


def _around(x: float, y: float, width: float) -> Iterator[_Box]:
    """Places for a name beside its dot: to the right, to the left, above and below, near ones first."""
    gap, half = _RADIUS + 3, _LINE / 2
    for shift in (0.0, -8.0, 8.0, -16.0, 16.0):
        yield _Box(x + gap, y + shift - half, x + gap + width, y + shift + half)
        yield _Box(x - gap - width, y + shift - half, x - gap, y + shift + half, "end")
    for shift in (-gap - half, gap + half, -gap - 3 * half, gap + 3 * half):
        yield _Box(x - width / 2, y + shift - half, x + width / 2, y + shift + half, "middle")


def _text(x: float, y: float, text: str, look: str, anchor: str = "start") -> str:
    return f'<text class="{look}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'
