"""The composition root: what a server or the flask command starts."""

import sys

from booking import create_app
from config import Config, ConfigurationError

try:
    app = create_app(Config.from_env())
except ConfigurationError as error:
    sys.exit(f"Sambrug does not start: {error}")
