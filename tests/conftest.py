"""What all tests share: the flag that refreshes fixtures, the browser, and how thoroughly Hypothesis looks."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.browsing import browser

__all__ = ["browser"]  # a fixture of all tests: one browser serves them

# All profiles are deterministic in the sense that a failure is printed as an example that can be run again;
# only the default one looks at the same examples on each run. The long one is for the fuzz targets.
settings.register_profile(
    "default",
    derandomize=True,
    max_examples=40,
    deadline=None,
    phases=[p for p in Phase if p is not Phase.explain],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.register_profile(
    "thorough",
    max_examples=1000,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.register_profile("long", settings.get_profile("thorough"), max_examples=50_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-fixtures",
        action="store_true",
        help="rewrite expected.json of each fixture from what comes out now (refused where a law breaks)",
    )


@pytest.fixture
def update_fixtures(request: pytest.FixtureRequest) -> bool:
    """Whether fixtures are to be rewritten rather than compared."""
    return bool(request.config.getoption("--update-fixtures"))
