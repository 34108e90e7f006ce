"""What this machine lacks, said in words a person can act on."""


class NotInstalledError(Exception):
    """Something the stack needs is not here; `hint` says how to get it."""

    def __init__(self, what: str, hint: str) -> None:
        super().__init__(what)
        self.hint = hint
