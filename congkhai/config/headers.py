"""A response in, the same response with what a browser may do with it out."""

from __future__ import annotations

from csp.middleware import CSPMiddleware


class Headers(CSPMiddleware):
    pass
