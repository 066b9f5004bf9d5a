"""A headless Chromium for the pages that the cleaner writes: where it is missing, the tests are skipped, unless
CLEANER_BROWSER is set, and says that it must be there."""

from __future__ import annotations

import importlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""Flags under which the browser itself asks the network for nothing."""

DESKTOP, TABLET, PHONE = (1440, 900), (1100, 800), (390, 844)
"""Widths and heights of windows, in pixels."""


class Watched(NamedTuple):
    """A page in the browser, and what went wrong in it. said: its errors and messages of the console. asked: the
    addresses that it asked for beside itself. went: the dialogs that it opened, and the pages."""

    page: Page
    said: list[str]
    asked: list[str]
    went: list[str]

    @property
    def quiet(self) -> bool:
        """Whether nothing happened that the reader did not ask for."""
        return not (self.said or self.asked or self.went)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser, with a new and empty profile."""
    missing = pytest.fail if os.environ.get("CLEANER_BROWSER") else pytest.skip
    try:
        sync = importlib.import_module("playwright.sync_api")
    except ImportError:
        missing("playwright is not installed")
    if CHROMIUM is None:
        missing("no Chromium is installed")
    with sync.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=list(QUIET))
        yield started
        started.close()


@contextmanager
def opened(
    browser: Browser, file: Path, *, size: tuple[int, int] = DESKTOP, dark: bool = False, script: bool = True
) -> Iterator[Watched]:
    """A file in a window of its own, watched."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if dark else "light",
        java_script_enabled=script,
    )
    page = context.new_page()

    def dismissed(dialog: Dialog) -> None:
        watched.went.append(dialog.message)
        dialog.dismiss()

    page.set_default_timeout(10_000)
    watched = Watched(page, [], [], [])
    page.on("console", lambda message: watched.said.append(message.text))
    page.on("pageerror", lambda error: watched.said.append(str(error)))
    page.on("request", lambda request: watched.asked.append(request.url))
    page.on("dialog", dismissed)
    page.on("popup", lambda popup: watched.went.append(popup.url))
    address = file.as_uri()
    page.goto(address)
    watched.asked[:] = [url for url in watched.asked if url not in (address, "data:,")]
    yield watched
    context.close()
