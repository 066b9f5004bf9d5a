"""The scorer's network while it learns: the same sums as `cleaner.scorer.model`, with PyTorch."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from cleaner.scorer.model import BODY, BOXES_AFTER, CLASSES, DILATIONS, MOST, PAGE_AFTER, body_log_odds
from training.examples import Example

Floats = NDArray[np.float32]

WIDTH = 48
"""Numbers that stand for a line inside the network."""

RATE, DECAY, DROPPED, COLUMNS_DROPPED = 4e-3, 1e-2, 0.1, 0.05
"""The highest rate of learning, the decay of weights, the share of a layer's numbers left out at random, and that of
a page's columns."""

BATCH_LINES = 5_000
CLASS_SHARE = 0.5
"""What telling the classes apart counts beside telling body from the rest."""

LEAST_SCALE = 1e-2

_REST = [k for k in range(len(CLASSES)) if k not in range(BODY.start, BODY.stop)]


@dataclass(frozen=True)
class Weighted:
    """An example, and what it counts for."""

    example: Example
    weight: float = 1.0


class Net(nn.Module):
    """See `cleaner.scorer.model.Network.score`, for several pages at once: those shorter than the longest are
    filled up, and `mask` is 0 there."""

    def __init__(self, columns: int, *, boxes: int) -> None:
        super().__init__()
        self.inputs = nn.Linear(columns, WIDTH)
        self.layers = nn.ModuleList(nn.Linear(3 * WIDTH, WIDTH) for _ in DILATIONS)
        self.boxes = nn.Linear(boxes * WIDTH, WIDTH) if boxes else None
        self.page = nn.Linear(2 * WIDTH, WIDTH)
        self.outputs = nn.Linear(WIDTH, len(CLASSES))
        self.drop = nn.Dropout(DROPPED)

    def forward(self, rows: Tensor, mask: Tensor, boxes: Tensor) -> Tensor:
        """rows: (pages, lines, columns); mask: (pages, lines); boxes: (kinds of boxes, pages, lines).
        Returns (pages, lines, classes)."""
        there = mask[..., None]
        length = rows.shape[1]
        state = torch.relu(self.inputs(rows)) * there
        for k, (layer, step) in enumerate(zip(self.layers, DILATIONS, strict=True)):
            padded = functional.pad(state, (0, 0, step, step))
            near = torch.cat([padded[:, :length], state, padded[:, 2 * step :]], -1)
            state = (state + self.drop(torch.relu(layer(near)))) * there
            if k == BOXES_AFTER and self.boxes is not None:
                around = torch.cat([_means(state, mask, box) for box in boxes], -1)
                state = (state + self.drop(torch.relu(self.boxes(around)))) * there
            if k == PAGE_AFTER:
                size = mask.sum(1, keepdim=True).clamp(min=1)
                highest = (state - 1e4 * (1 - there)).amax(1)
                whole = torch.cat([state.sum(1) / size, highest], 1)
                state = (state + torch.relu(self.page(whole))[:, None]) * there
        out: Tensor = self.outputs(state)
        return out


def _means(state: Tensor, mask: Tensor, box: Tensor) -> Tensor:
    pages, lines, width = state.shape
    index = box[..., None].expand(-1, -1, width)
    sums = torch.zeros(pages, lines, width).scatter_add_(1, index, state)
    counts = torch.zeros(pages, lines).scatter_add_(1, box, mask).clamp(min=1)
    return (sums / counts[..., None]).gather(1, index)


class Fitted:
    """A network with the scale of its columns: fits, scores and writes itself."""

    def __init__(self, examples: Sequence[Weighted], epochs: int, seed: int) -> None:
        torch.manual_seed(seed)
        self.examples = examples
        sample = np.concatenate([w.example.features for w in examples[::3]]).astype(np.float32)
        self.mean = sample.mean(0)
        self.scale = 1 / (sample.std(0) + LEAST_SCALE)
        self.net = Net(sample.shape[1], boxes=len(examples[0].example.boxes))
        self._fit(epochs, np.random.default_rng(seed))

    def _fit(self, epochs: int, random: np.random.Generator) -> None:
        steps = epochs * (len(list(self._batches(random))) + 2)
        optimiser = torch.optim.AdamW(self.net.parameters(), lr=RATE, weight_decay=DECAY)
        rate = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps)
        self.net.train()
        for _ in range(epochs):
            for batch in self._batches(random):
                rows, mask, boxes, classes, weight = self._together(batch)
                rows = rows * (torch.rand(rows.shape[0], 1, rows.shape[2]) > COLUMNS_DROPPED)
                out = self.net(rows, mask, boxes)
                body = ((classes >= BODY.start) & (classes < BODY.stop)).float()
                odds = torch.logsumexp(out[..., BODY], -1) - torch.logsumexp(out[..., _REST], -1)
                loss = functional.binary_cross_entropy_with_logits(odds, body, weight, reduction="sum")
                each = functional.cross_entropy(out.flatten(0, 1), classes.flatten(), reduction="none")
                loss = (loss + CLASS_SHARE * (each * weight.flatten()).sum()) / len(batch)
                optimiser.zero_grad()
                loss.backward()  # type: ignore[no-untyped-call]
                nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
                optimiser.step()
                rate.step()
        self.net.eval()

    def _batches(self, random: np.random.Generator) -> Iterator[list[Weighted]]:
        """The examples in random order, those of a length together."""
        lengths = np.array([len(w.example.classes) for w in self.examples])
        batches: list[list[Weighted]] = [[]]
        longest = 0
        for at in np.argsort(lengths + random.integers(0, 40, len(lengths))):
            longest = max(longest, int(lengths[at]))
            if longest * (len(batches[-1]) + 1) > BATCH_LINES and batches[-1]:
                batches.append([])
                longest = int(lengths[at])
            batches[-1].append(self.examples[at])
        for k in random.permutation(len(batches)):
            yield batches[k]

    def _rows(self, example: Example) -> Tensor:
        scaled = (example.features.astype(np.float32) - self.mean) * self.scale
        return torch.from_numpy(np.clip(scaled, -MOST, MOST))

    def _together(self, batch: Sequence[Weighted]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """The rows, masks, boxes, classes and weights of the pages of a batch. The lines of a page weigh as much
        together as those of any other page, each as the root of its words."""
        pages, lines = len(batch), max(len(w.example.classes) for w in batch)
        rows = torch.zeros(pages, lines, len(self.mean))
        mask, weight = torch.zeros(pages, lines), torch.zeros(pages, lines)
        boxes = torch.zeros(len(batch[0].example.boxes), pages, lines, dtype=torch.long)
        classes = torch.zeros(pages, lines, dtype=torch.long)
        for k, (example, counts) in enumerate((w.example, w.weight) for w in batch):
            n = len(example.classes)
            rows[k, :n] = self._rows(example)
            mask[k, :n] = 1
            classes[k, :n] = torch.from_numpy(np.maximum(example.classes, 0).astype(np.int64))
            each = np.sqrt(2 + example.words) * (example.classes >= 0)
            weight[k, :n] = torch.from_numpy((counts * each / max(1e-6, each.sum())).astype(np.float32))
            for j, box in enumerate(example.boxes):
                boxes[j, k, :n] = torch.from_numpy(np.unique(box, return_inverse=True)[1].astype(np.int64))
        return rows, mask, boxes, classes, weight

    def outputs(self, example: Example) -> Floats:
        """What the network says of the lines of a page: shape (lines, classes)."""
        rows, mask, boxes, _, _ = self._together([Weighted(example)])
        with torch.no_grad():
            found: Floats = self.net(rows, mask, boxes)[0].numpy()
        return found

    def log_odds(self, example: Example) -> Floats:
        """The log odds of body of the lines of a page."""
        return body_log_odds(self.outputs(example))

    def write(self, folder: Path, form: str, card: dict[str, Any]) -> None:
        """Write the weights in half precision, and a card that says what they are."""
        parts = {"mean": self.mean, "scale": self.scale}
        names = []
        for name, module in self.net.named_modules():
            if isinstance(module, nn.Linear):
                called = name.replace("layers.", "layer ")
                names.append(called)
                parts[f"{called}.weight"] = module.weight.detach().numpy().T
                parts[f"{called}.bias"] = module.bias.detach().numpy()
        flat = np.concatenate([part.ravel() for part in parts.values()]).astype(np.float16)
        folder.mkdir(parents=True, exist_ok=True)
        np.save(folder / f"{form}.npy", flat, allow_pickle=False)
        shapes = {name: list(part.shape) for name, part in parts.items()}
        text = json.dumps(card | {"layers": names, "shapes": shapes}, indent=1, ensure_ascii=False)
        (folder / f"{form}.json").write_text(text + "\n", encoding="utf-8")
