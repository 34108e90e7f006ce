"""The functions of a folder, each as the WSGI application it is when deployed."""

from pathlib import Path
from wsgiref.types import WSGIApplication

from functions_framework import create_app


def load(folder: Path) -> dict[str, WSGIApplication]:
    """Every function by name: a file `x.py` defines the function `x`."""
    files = sorted(file for file in folder.glob("*.py") if not file.stem.startswith("_"))
    return {file.stem: _application(file) for file in files}


def _application(file: Path) -> WSGIApplication:
    application: WSGIApplication = create_app(file.stem, str(file))  # type: ignore[no-untyped-call]
    return application
