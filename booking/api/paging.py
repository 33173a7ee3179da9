"""Lists in pages: X-Pagination counts them, Link (RFC 8288) leads from one to the next."""

import json
from collections.abc import Mapping
from typing import Any

from flask import request, url_for

LARGEST_PAGE = 200
USUAL_PAGE = 50

DOCUMENTED: Mapping[str, Any] = {
    "X-Pagination": {
        "description": 'A JSON object: {"total", "total_pages", "page", "page_size"}.',
        "schema": {"type": "string", "contentMediaType": "application/json"},
    },
    "Link": {"description": "The first, prev, next and last page (RFC 8288).", "schema": {"type": "string"}},
}


def headers(page: int, page_size: int, total: int) -> Mapping[str, str]:
    """Of one page (from 1) of a list of `total`."""
    pages = max(1, -(-total // page_size))
    counted = {"total": total, "total_pages": pages, "page": page, "page_size": page_size}
    targets = {"first": 1, "prev": min(page - 1, pages), "next": page + 1, "last": pages}
    links = [f'<{_address(target)}>; rel="{name}"' for name, target in targets.items() if 1 <= target <= pages]
    return {"X-Pagination": json.dumps(counted), "Link": ", ".join(links)}


def _address(page: int) -> str:
    """This address with another page."""
    query = {**request.args.to_dict(flat=False), "page": [str(page)]}
    return url_for(str(request.endpoint), **{**(request.view_args or {}), **query})
