"""How gunicorn serves Sambrug: `gunicorn wsgi:app`. Each worker loads the application itself, after the fork."""

import ctypes
import gc
import socket
import sys
from contextlib import suppress

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
# booking/logs.py writes one line a request to standard output; gunicorn's own words go to standard error.
accesslog = None
loglevel = _config.log_level.lower()
M_MMAP_THRESHOLD = -3  # malloc.h


def on_starting(server):
    """A port that is taken is said in one line; gunicorn itself would try five times and print a traceback."""
    for address in server.cfg.address:
        if not isinstance(address, tuple):
            continue
        with socket.socket(socket.AF_INET6 if ":" in address[0] else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(address)
            except OSError as error:
                sys.exit(f"Cannot listen on {address[0]}:{address[1]} ({error.strerror}). Another port: PORT=8001")


def post_worker_init(worker):
    """What is loaded by now stays: the garbage collector need not look through it again, request after request."""
    gc.collect()
    gc.freeze()
    _give_back_what_was_large()


def _give_back_what_was_large():
    """Calendars come and go; glibc alone would keep the room of large ones, in ever more pieces (mallopt(3))."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(M_MMAP_THRESHOLD, 128 * 1024)
