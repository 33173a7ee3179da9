"""What a browser may do with a page: load our own style, pictures and scripts, and nothing else."""

from flask import Blueprint, Response, current_app

from booking.web.language import language

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
A_YEAR = 365 * 24 * 3600


def attach(pages: Blueprint) -> None:
    pages.after_request(protect)


def protect(response: Response) -> Response:
    """The response with its headers; over HTTPS also the promise to stay with it (RFC 6797)."""
    response.headers.update(HEADERS)
    if current_app.config["SAMBRUG"].public_url.startswith("https:"):
        response.headers["Strict-Transport-Security"] = f"max-age={A_YEAR}"
    if response.mimetype == "text/html":
        response.headers["Content-Language"] = language()
        response.headers["Cache-Control"] = "no-cache"
        response.vary.add("Accept-Language")
    return response
