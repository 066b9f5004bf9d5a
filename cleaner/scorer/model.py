"""The scorer's network: reads a page's table of features, gives each line the odds of what it may be.

Each line's row becomes a vector; layers of convolution over the lines (dilated, with what they add to what was
there: van den Oord et al., WaveNet, 2016, and He et al., 2016) let it see its neighbours near and far; means over
the boxes of markup that hold it and over the whole page tell it what it stands among. `training/scorer.py` fits
the weights; what they were fitted to and how well they do is in the card beside them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from math import exp
from typing import Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.scorer.columns import DOM, TEXT

Floats = NDArray[np.float32]

CLASSES: Final = ("boilerplate", "paragraph", "heading", "headline", "standfirst", "byline", "date", "caption")
"""What a line may be, in the order of the network's outputs."""

BODY: Final = slice(1, 3)
"""Those of them that are body."""

DILATIONS: Final = (1, 1, 2, 4, 8, 16)
"""How far apart the lines are that each layer of convolution looks at."""

BOXES_AFTER, PAGE_AFTER = 1, 2
"""The layers behind which the means over boxes and over the page are added."""

MOST: Final = 5.0
"""Standard deviations from the mean to which each feature is cut."""

_REASONS = 3
"""How many features are named as reasons."""

_SUREST = 12.0
"""Log odds beyond which a network is no surer."""

_COLUMNS: Final = (*TEXT, *DOM)

_ROWS = 32
"""Rows of one product of matrices: so few that the linear algebra behind numpy starts no threads for it, which
would take longer than the product itself."""


class Scores(NamedTuple):
    """What the network says of the lines of a page, by their positions.

    log_odds: that each line is body, calibrated; shape (lines,). classes: the probability of each of `CLASSES`; shape
    (lines, classes). pull: how strongly each feature of a line pulls it towards body by itself, in log odds against
    the mean page; shape (lines, columns). rows: the row of each line in these, by its position; lines that the network
    has not seen have none.
    """

    log_odds: Floats
    classes: Floats
    pull: Floats
    rows: dict[int, int]

    def spread(self, positions: Sequence[int]) -> Scores:
        """The same of lines that stand at other positions."""
        return self._replace(rows={at: row for row, at in enumerate(positions)})

    def likeliest(self, k: int) -> str:
        """What line `k` is most likely to be, of `CLASSES`."""
        return CLASSES[int(self.classes[self.rows[k]].argmax())]

    def probability(self, k: int) -> float:
        """The probability (0 to 1) that line `k` is body."""
        return 1 / (1 + exp(-float(self.log_odds[self.rows[k]])))

    def why(self, k: int) -> str:
        """The probability that line `k` is body, and the features of its own that count most that way."""
        row = self.rows[k]
        likely = self.log_odds[row] >= 0
        pull = self.pull[row] if likely else -self.pull[row]
        names = [_COLUMNS[c].name for c in np.argsort(-pull)[:_REASONS] if pull[c] > 0]
        side = "for" if likely else "against"
        return f"body with probability {self.probability(k):.2f}; {side} it: {', '.join(names)}"


class Layer(NamedTuple):
    """Weights of shape (inputs, outputs), and the bias."""

    weight: Floats
    bias: Floats


class Network(NamedTuple):
    """The fitted numbers. mean, scale: of each column. slope, shift: from the network's log odds of body to
    calibrated ones (Platt, 1999)."""

    mean: Floats
    scale: Floats
    inputs: Layer
    layers: tuple[Layer, ...]
    boxes: Layer | None
    page: Layer
    outputs: Layer
    slope: float
    shift: float

    def score(self, features: Floats, boxes: tuple[NDArray[np.int_], ...] = ()) -> Scores:
        """Score the lines of a page.

        features: its table. boxes: for HTML, of each line the number of the box that holds it, of the one around that,
        and of its look. Linear in the lines.
        """
        rows = np.clip((features - self.mean) * self.scale, -MOST, MOST)
        entry = product(rows, self.inputs)
        state = np.maximum(entry, 0)
        for k, (layer, step) in enumerate(zip(self.layers, DILATIONS, strict=True)):
            state = state + np.maximum(product(_with_neighbours(state, step), layer), 0)
            if k == BOXES_AFTER and self.boxes is not None:
                around = np.hstack([_means(state, box) for box in boxes])
                state = state + np.maximum(product(around, self.boxes), 0)
            if k == PAGE_AFTER:
                whole = np.concatenate([state.mean(0), state.max(0)])[None]
                state = state + np.maximum(product(whole, self.page), 0)
        out = product(state, self.outputs)
        log_odds = self.slope * body_log_odds(out) + self.shift
        shares = np.exp(out - out.max(1, keepdims=True))
        shares /= shares.sum(1, keepdims=True)
        at = {row: row for row in range(len(rows))}
        return Scores(np.clip(log_odds, -_SUREST, _SUREST), shares, self._pull(rows, entry), at)

    def _pull(self, rows: Floats, entry: Floats) -> Floats:
        """The part of each line's log odds that its own row gives by the shortest way through the network."""
        towards = self.outputs.weight[:, BODY].mean(1) - np.delete(self.outputs.weight, BODY, 1).mean(1)
        no_bias = np.zeros(len(self.mean), np.float32)
        pull: Floats = rows * product((entry > 0) * towards, Layer(self.inputs.weight.T, no_bias))
        return pull


def body_log_odds(out: Floats) -> Floats:
    """The log odds of body, from the network's outputs of shape (lines, classes)."""
    rest = np.delete(out, BODY, 1)
    log_odds: Floats = np.logaddexp.reduce(out[:, BODY], axis=1) - np.logaddexp.reduce(rest, axis=1)
    return log_odds


def product(rows: Floats, layer: Layer) -> Floats:
    """The rows through a layer."""
    n, width = rows.shape
    if n <= _ROWS:
        short: Floats = rows @ layer.weight + layer.bias
        return short
    blocks = -(-n // _ROWS)
    padded = np.zeros((blocks * _ROWS, width), np.float32)
    padded[:n] = rows
    found: Floats = np.matmul(padded.reshape(blocks, _ROWS, width), layer.weight)
    return found.reshape(blocks * _ROWS, -1)[:n] + layer.bias


def _with_neighbours(state: Floats, step: int) -> Floats:
    """Each row beside the one `step` above it and the one `step` below."""
    n, width = state.shape
    out = np.zeros((n, 3 * width), np.float32)
    out[:, width : 2 * width] = state
    if step < n:
        out[step:, :width] = state[:-step]
        out[:-step, 2 * width :] = state[step:]
    return out


def _means(state: Floats, box: NDArray[np.int_]) -> Floats:
    """Of each row, the mean of all rows in its box."""
    _, inverse, counts = np.unique(box, return_inverse=True, return_counts=True)
    order = np.argsort(inverse, kind="stable")
    starts = np.concatenate(([0], np.cumsum(counts)[:-1]))
    means = np.add.reduceat(state[order], starts) / counts[:, None]
    return means[inverse].astype(np.float32)


@cache
def network(form: Literal["text", "html"]) -> Network:
    """The network for text or for HTML, read once."""
    return load(files(__package__) / "weights", form)


def load(folder: Traversable, form: str) -> Network:
    """The network that a folder holds for a form. Raises OSError where it holds none."""
    card = json.loads((folder / f"{form}.json").read_text(encoding="utf-8"))
    with (folder / f"{form}.npy").open("rb") as file:
        flat = np.load(file, allow_pickle=False).astype(np.float32)
    parts: dict[str, Floats] = {}
    at = 0
    for name, shape in card["shapes"].items():
        size = int(np.prod(shape))
        parts[name] = flat[at : at + size].reshape(shape)
        at += size
    layers = {name: Layer(parts[f"{name}.weight"], parts[f"{name}.bias"]) for name in card["layers"]}
    return Network(
        parts["mean"],
        parts["scale"],
        layers["inputs"],
        tuple(layers[f"layer {k}"] for k in range(len(DILATIONS))),
        layers.get("boxes"),
        layers["page"],
        layers["outputs"],
        card["slope"],
        card["shift"],
    )
