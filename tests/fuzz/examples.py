"""Inputs for the targets as Hypothesis draws them: stored pages with changes, and any bytes."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.fuzz.mutation import mutated
from tests.fuzz.seeds import MOST, seeds
from tests.strategies import any_bytes, any_text


def examples(target: str) -> st.SearchStrategy[bytes]:
    """Inputs for a target, of at most `MOST` bytes."""
    changed = st.builds(mutated, st.sampled_from(seeds(target)), st.integers(0, 2**40), st.just(MOST))
    own = {"text": _encoded(any_text()), "bytes": any_bytes().map(_cut)}.get(target, st.binary(max_size=200))
    return changed | changed | changed | own


def _encoded(texts: st.SearchStrategy[str]) -> st.SearchStrategy[bytes]:
    return texts.map(lambda text: _cut(text.encode("utf-8", "surrogatepass")))


def _cut(data: bytes) -> bytes:
    return data[:MOST]
