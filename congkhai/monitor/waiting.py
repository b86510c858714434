"""Verdicts in; the same with what holds of each now, as the database works it out, and which of them wait for a person, out."""

from __future__ import annotations

from django.db.models import CharField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from congkhai.monitor.models import Review, StoredVerdict
from congkhai.records import Completeness, Timeliness

ALONE = Q(act=None) & ~Q(completeness=Completeness.NOT_BOUND)  # the machine's word and nobody's
ACCUSING = Q(act=None) & (Q(completeness=Completeness.NONE) | Q(timeliness=Timeliness.LATE))
RETURNED = Q(act=Review.Act.RETURN)
DECIDED = Q(act__isnull=False) & ~RETURNED
OPEN = ACCUSING | RETURNED  # what keeps a round from being approved; effective.reviewed says the same of a whole round


def with_newest(verdicts: QuerySet[StoredVerdict]) -> QuerySet[StoredVerdict]:
    """The verdicts with their newest review beside them: ``act`` (None where nobody looked), and the pair that holds after it."""
    newest = Review.objects.filter(verdict=OuterRef("pk")).order_by("-pk")
    plain = CharField(max_length=12)
    return verdicts.annotate(
        act=Subquery(newest.values("act")[:1]),
        held_completeness=Coalesce(Subquery(newest.values("completeness")[:1]), F("completeness"), output_field=plain),
        held_timeliness=Coalesce(Subquery(newest.values("timeliness")[:1]), F("timeliness"), output_field=plain),
    )


def open_reviews(verdicts: QuerySet[StoredVerdict]) -> QuerySet[StoredVerdict]:
    """Those that a person must decide on before their round is approved."""
    return with_newest(verdicts.filter(current=True)).filter(OPEN)
