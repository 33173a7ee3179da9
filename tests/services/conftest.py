"""What tests of services may ask for: the town as a scene, in an app context."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.scenes import Scene, scene_in


@pytest.fixture
def scene(app: Flask) -> Iterator[Scene]:
    with app.app_context():
        yield scene_in(app)
