"""What an installation brings: lower bounds for all that is needed, and an import that loads nothing heavy."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from typing import Any

from tests.corpus import ROOT

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_every_requirement_has_a_lower_bound() -> None:
    groups = {"": PROJECT["dependencies"], **PROJECT["optional-dependencies"]}
    every = [(group, requirement) for group, requirements in groups.items() for requirement in requirements]
    assert len(every) > len(groups)
    open_ended = [(g, r) for g, r in every if not r.startswith("cleaner[") and not re.search(r">=\d+(?:\.\d+)*", r)]
    assert open_ended == []


def test_an_extra_that_another_names_is_there() -> None:
    extras = PROJECT["optional-dependencies"]
    named = re.findall(r"cleaner\[([\w,]+)\]", " ".join(r for requirements in extras.values() for r in requirements))
    assert {name for names in named for name in names.split(",")} <= set(extras)


def test_an_import_loads_nothing_but_the_standard_library() -> None:
    program = (
        "import sys\n"
        "before = set(sys.modules)\n"
        "import cleaner\n"
        "loaded = {name.partition('.')[0] for name in set(sys.modules) - before}\n"
        "slow = loaded & {'argparse', 'asyncio', 'email', 'http', 'json', 'logging', 'multiprocessing', 'ssl'}\n"
        "print(sorted(loaded - sys.stdlib_module_names - {'cleaner'}) + sorted(slow))\n"
    )
    paths = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, env=paths, timeout=60, check=True)
    assert done.stdout.decode().strip() == "[]"
