"""What stops the walk, in words a person can act on."""


class DemoError(Exception):
    """`lines` say more than the headline: a cause, a piece of advice, the end of a log."""

    def __init__(self, headline: str, *lines: str) -> None:
        super().__init__(headline)
        self.lines = [line for line in lines if line]
