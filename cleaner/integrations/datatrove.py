"""datatrove: a step of its pipelines, between its readers and its writers. The way to go past one machine."""

from __future__ import annotations

from typing import Any

from cleaner.cleaning import Cleaner
from cleaner.integrations.extras import missing
from cleaner.integrations.record import cleaned
from cleaner.record import Record

try:
    from datatrove.pipeline.base import PipelineStep
except ImportError as error:
    raise missing("datatrove", error) from error


class CleanerStep(PipelineStep):
    """Puts the article's body in the place of the page in `Document.text`, and the rest into its metadata.

    cleaner: the settings, by default those of `Cleaner()`. markdown: whether the body is to be Markdown.
    metadata: the key under which headline, authors, date and so on are put. A document that cannot be cleaned goes on
    with an empty text and `error` in that place, and is counted as "failed"; one without an article is counted as
    "empty".
    """

    name = "cleaner"
    type = "EXTRAC"

    def __init__(self, cleaner: Cleaner | None = None, *, markdown: bool = False, metadata: str = "article") -> None:
        super().__init__()
        self.cleaner = cleaner or Cleaner()
        self.markdown = markdown
        self.metadata = metadata

    def run(self, data: Any, rank: int = 0, world_size: int = 1) -> Any:
        """The documents, cleaned, as they come."""
        for document in data:
            with self.track_time():
                found = cleaned(self.cleaner, document.text, id=document.id, url=document.metadata.get("url"))
                self.stat_update("failed" if found["error"] else "cleaned" if found["text"] else "empty")
                document.text = found["markdown"] if self.markdown else found["text"]
                document.metadata[self.metadata] = _rest(found)
                self.update_doc_stats(document)
            yield document


def _rest(found: Record) -> dict[str, Any]:
    """What does not stand in the document itself."""
    return {name: value for name, value in found.items() if name not in ("id", "text", "markdown")}
