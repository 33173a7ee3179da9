"""The addresses that pages need beyond their own: this page in the other language, calendars, the style."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from flask import Blueprint, current_app, request, url_for

STYLE = "style.css"
KEPT = ("date", "q")
"""What an address asks for, apart from the language."""


def attach(pages: Blueprint) -> None:
    pages.add_app_template_global(here)
    pages.add_app_template_global(webcal)
    pages.add_app_template_global(public)
    pages.app_context_processor(lambda: {"style": url_for("web.static", filename=STYLE, v=_digest())})


def here(lang: str) -> str:
    """This page in that language; the start page where there is no page."""
    if request.endpoint in (None, "web.nowhere"):
        return url_for("web.start", lang=lang)
    arguments = {name: request.args[name] for name in KEPT if name in request.args}
    return url_for(request.endpoint, **{**arguments, **(request.view_args or {}), "lang": lang})


def webcal(path: str) -> str:
    """An address that a calendar program takes as one to subscribe to."""
    return f"webcal://{urlsplit(current_app.config['SAMBRUG'].public_url).netloc}{path}"


def public(path: str) -> str:
    """The whole address, as others must write it."""
    return f"{current_app.config['SAMBRUG'].public_url}{path}"


@cache
def _digest() -> str:
    """So that a browser may keep the style as long as it is the same."""
    return sha256((Path(__file__).parent / "static" / STYLE).read_bytes()).hexdigest()[:12]
