"""The language of a page: what its address says, else what the browser asks for, else Danish. No cookie is needed."""

from typing import Any

from flask import Blueprint, g, request

from booking.services import wording

NAMES = {"da": "Dansk", "en": "English"}


def attach(pages: Blueprint) -> None:
    pages.before_request(_choose)
    pages.url_defaults(_keep)
    pages.app_context_processor(lambda: {"language": language(), "languages": NAMES})


def language() -> str:
    """Of the request under way."""
    if "language" not in g:
        _choose()
    return str(g.language)


def _choose() -> None:
    asked = request.args.get("lang", "")
    g.chosen_language = asked if asked in wording.LANGUAGES else None
    g.language = g.chosen_language or wording.best_language(request.headers.get("Accept-Language"))


def _keep(endpoint: str, values: dict[str, Any]) -> None:
    """Links lead on in the language that the address chose."""
    if g.get("chosen_language") and not endpoint.endswith("static"):
        values.setdefault("lang", g.chosen_language)
