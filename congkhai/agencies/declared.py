"""Agencies in; the addresses where they say that they meet their obligations, as a round takes them, out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence

from congkhai.agencies.models import Agency, Declared


def declared_of(agencies: Iterable[Agency], obligations: Container[str]) -> Mapping[str, Sequence[tuple[str, str]]]:
    """By slug of agency: obligation and address, in the order in which they were declared. One query."""
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    rows = Declared.objects.filter(agency__in=list(agencies)).order_by("agency", "obligation", "pk")
    for slug, obligation, url in rows.values_list("agency__slug", "obligation", "url"):
        if obligation in obligations:
            found[slug].append((obligation, url))
    return found
