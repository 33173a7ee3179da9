"""How the API's addresses behave and are documented: arguments, paging, versions, and every failure they may answer."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Response, current_app, request
from flask_smorest import Blueprint as Documented

from booking.api import callers, language, names, versions
from booking.api.arguments import Arguments
from booking.api.problems import TYPE
from booking.api.shapes.problem import ProblemShape
from booking.api.shapes.shape import Shape

View = Callable[..., Any]

IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "description": "The ETag of what the change is based on.",
    "schema": {"type": "string", "example": '"3-0a4d55a8d778e5022fab701977c5d840"'},
}

ANSWERS: Mapping[int, str] = {
    304: "Not changed since the ETag in If-None-Match.",
    401: "The token is missing, unknown, expired or revoked.",
    403: "The caller's role does not allow this.",
    404: "No such thing, or none that the caller may know of.",
    409: "It does not fit the present state of the thing.",
    412: "The version in If-Match is not the present one.",
    413: "The body is larger than 1 MB.",
    415: "The body is not application/json.",
    422: "The request is malformed; `errors` names each field.",
    428: "A change needs If-Match with the version it is based on.",
    500: "A fault of ours; nothing was changed.",
    503: "The database cannot be reached; try again after Retry-After seconds.",
}


class Blueprint(Documented):
    """One noun of the API. An address needs a token unless its view is `public`."""

    ARGUMENTS_PARSER = Arguments()

    def __init__(self, name: str, description: str) -> None:
        super().__init__(name, __name__, description=description)
        self._prepare_doc_cbks.append(_document_failures)
        self.before_request(names.refuse_impossible)
        self.before_request(_sign_in)
        self.after_request(_finish)

    def arguments(self, schema: type[Shape], **settings: Any) -> Callable[[View], View]:
        """Read arguments into a shape that is made once, not for each request."""
        return super().arguments(schema(), **settings)

    def public(self, view: View) -> View:
        """Mark a view that needs no token; one that is sent must be good all the same."""
        view.is_public = True  # type: ignore[attr-defined]
        return self.doc(security=[{}, {"token": []}])(view)

    def fails(self, *statuses: int) -> Callable[[View], View]:
        """Document further failures of a view."""

        def decorate(view: View) -> View:
            documented = dict(getattr(view, "_apidoc", {}))
            view._apidoc = {**documented, "fails": (*documented.get("fails", ()), *statuses)}  # type: ignore[attr-defined]
            return view

        return decorate

    def changes(self, view: View) -> View:
        """Document that a view needs If-Match."""
        return self.doc(parameters=[{**IF_MATCH, "required": True}])(self.fails(412, 428)(view))

    def may_match(self, view: View) -> View:
        """Document that a view heeds If-Match, and does without."""
        return self.doc(parameters=[IF_MATCH])(self.fails(412)(view))


def _sign_in() -> None:
    """Before anything is read. A bad token is an error even where none is needed."""
    view = current_app.view_functions[str(request.endpoint)]
    callers.sign_in(needed=not getattr(view, "is_public", False))


def _finish(response: Response) -> Response:
    return versions.conditional(language.declare(response))


def _document_failures(
    doc: dict[str, Any], info: dict[str, Any], *, method: str, spec: Any, **_: Any
) -> dict[str, Any]:
    """Add what any view may answer, and what its arguments, method and `fails` bring."""
    statuses = {401, 500, 503, *info.get("fails", ())}
    if "arguments" in info:
        statuses.add(422)
    if "requestBody" in doc:
        statuses |= {413, 415}
    if method == "get":
        statuses.add(304)
        doc.setdefault("parameters", []).append("IF_NONE_MATCH")
    responses = doc.setdefault("responses", {})
    for status in sorted(statuses):
        if not isinstance(responses.get(status), dict):
            responses[status] = _answer(status)
    return doc


def _answer(status: int) -> dict[str, Any]:
    answer: dict[str, Any] = {"description": ANSWERS[status]}
    if status >= 400:
        answer["content"] = {TYPE: {"schema": ProblemShape}}
    return answer
