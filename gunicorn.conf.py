"""How gunicorn serves Sambrug: `gunicorn wsgi:app`. Each worker loads the application itself, after the fork."""

import socket
import sys

from config import Config, ConfigurationError

try:
    _config = Config.from_env()
except ConfigurationError as error:
    sys.exit(f"Sambrug does not start: {error}")

bind = f"127.0.0.1:{_config.port}"
worker_class = "gthread"
workers = _config.workers
threads = _config.threads
timeout = 90
graceful_timeout = 30
control_socket_disable = True
proc_name = "sambrug"
# One JSON line a request goes to standard output (booking/logs.py); gunicorn's own words go to standard error.
accesslog = None
loglevel = _config.log_level.lower()


def on_starting(_server):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", _config.port))
        except OSError:
            sys.exit(f"Port {_config.port} is taken. Stop what uses it, or choose another: make run PORT=8001")
