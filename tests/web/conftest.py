"""What every test of pages may ask for: a town, and its pages as a browser gets them."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.services.diary import book
from tests.town import Town, founded

Get = Callable[..., TestResponse]


@pytest.fixture
def town(app: Flask) -> Town:
    return founded(app)


@pytest.fixture
def diary(app: Flask, town: Town) -> Callable[..., str]:
    """Book in the town; gives the ref."""

    def write(**other: Any) -> str:
        with app.app_context():
            return book(**other).ref

    return write


@pytest.fixture
def get(town: Town, client: FlaskClient) -> Get:
    """`get("/venues/")`, in English unless said otherwise."""

    def page(path: str, language: str = "en") -> TestResponse:
        return client.get(path, headers={"Accept-Language": language})

    return page
