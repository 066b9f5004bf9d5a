"""Optional libraries: what to type for the extra that brings one."""


def install(extra: str) -> str:
    """The command that installs an extra, for messages that say that it is missing."""
    return f"pip install 'cleaner[{extra}]'"
