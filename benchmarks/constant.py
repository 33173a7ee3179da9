"""The floor of whatever is served: the same server and Flask, answering a constant text of the size asked for."""

from flask import Flask, Response

app = Flask(__name__)


@app.get("/health")
def health() -> str:
    return "ok"


@app.get("/<int:size>")
def constant(size: int) -> Response:
    return Response(b"x" * size, content_type="text/calendar; charset=utf-8")
