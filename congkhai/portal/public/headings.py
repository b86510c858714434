"""The records of a section's list in; the same in the order of the headings that a reader looks through them by, out, and of each
heading how many stand under it and what they cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, DecimalField, Q, QuerySet, Sum, TextField, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from congkhai.agencies.law import said
from congkhai.catalogue.obligation import Basis, Face, FieldRule, FieldType, Obligation, PartRule, Version
from congkhai.portal.models import Disclosure
from congkhai.portal.public.states import takes_comments
from congkhai.portal.shown import WITHHELD

COMMENT_STATES = (_("Open for comment"), _("Comments later"), _("Comments closed"))


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over some rows. ``cost`` is what the law has each record state, added up over the ``stating`` of the ``records``
    that do; None where it names no sum of money."""

    title: Any = ""
    total: int = 0
    records: int = 0
    stating: int = 0
    cost_title: str = ""
    cost: Decimal | None = None


def stands(section: Obligation, version: Version) -> bool:
    """Whether its parts are lists of what stands side by side, such as projects by how far they have come, and not news."""
    return section.face is Face.REGISTER and version.window.in_force


def in_order(
    records: QuerySet[Disclosure], section: Obligation, version: Version, parts: Mapping[str, PartRule], chosen: str | None
) -> tuple[QuerySet[Disclosure], Sequence[Any]]:
    """The records with the place of their heading as ``head``, and the headings: drafts by whether they take comments, first what
    closes soonest; else of what stands, the parts in the law's order. No headings where the list is one."""
    shown = {chosen: parts[chosen]} if chosen in parts else dict(parts)
    taking = [name for name, rule in shown.items() if takes_comments(rule)]
    if not taking and (len(shown) < 2 or chosen or not stands(section, version)):
        return records, ()
    today = timezone.localdate()
    begun, over = Q(period_from__lte=today), Q(period_until__lt=today)
    states = (begun & ~over, Q(period_from__gt=today), over) if taking else ()
    drafts = Q(part__in=taking, nil_return=False)
    titles = [*COMMENT_STATES[: len(states)], *(said(rule.title) for rule in shown.values()), _("Other records")]
    whens = [*(drafts & state for state in states), *(Q(part=name) for name in shown)]
    head = Case(*(When(when, then=Value(place)) for place, when in enumerate(whens)), default=Value(len(whens)))
    soonest = [Case(When(drafts & states[0], then="period_until")).asc(nulls_last=True)] if taking else []
    return records.annotate(head=head).order_by("head", *soonest, "-day", "-pk"), titles


def cost_of(part: PartRule | None) -> FieldRule | None:
    """The sum of money that the law has each record of the part state: no other is added up, for a package is planned, offered and
    won at three prices."""
    rules = part.fields if part else ()
    return next((one for one in rules if one.type is FieldType.MONEY and one.basis is Basis.LAW and not one.personal), None)


def headings(
    records: QuerySet[Disclosure], titles: Sequence[Any], parts: Mapping[str, PartRule], chosen: str | None
) -> dict[int, Heading]:
    """By its place each heading that has anything under it. One query, and none where nothing is counted or added up."""
    costs = {name: rule for name, part in parts.items() if (not chosen or name == chosen) and (rule := cost_of(part))}
    if not titles and not (chosen and costs):
        return {}
    stated = [
        When(
            Q(part=name, **{f"fields__{WITHHELD}__{rule.name}__isnull": True}),
            then=KeyTextTransform(rule.name, "fields"),
        )
        for name, rule in costs.items()
    ]
    counted = records.order_by() if titles else records.order_by().annotate(head=Value(0))
    counted = counted.annotate(stated=Case(*stated, default=Cast(Value(None), TextField())))
    is_sum = Q(stated__regex=r"^[0-9]{1,15}([.][0-9]+)?$")
    amount = Case(When(is_sum, then=Cast("stated", DecimalField(max_digits=20, decimal_places=2))))
    found = counted.values_list("head").annotate(
        total=Count("pk"), told=Count("pk", filter=Q(nil_return=False)), stating=Count("pk", filter=is_sum), cost=Sum(amount)
    )
    rule = next(iter(costs.values()), None)
    return {
        head: Heading(
            titles[head] if titles else "", total, told, stating, said(rule.title) if rule else "", cost if stating else None
        )
        for head, total, told, stating, cost in found
    }
