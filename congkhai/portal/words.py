"""The judge's closed sets in; the words and the glyphs that people read out."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from congkhai.catalogue.obligation import Relation
from congkhai.portal.related import InForce
from congkhai.records import Completeness, Timeliness

COMPLETENESS = {
    Completeness.FULL: _("Complete"),
    Completeness.SUBSTANTIAL: _("Nearly complete"),
    Completeness.PARTIAL: _("Not complete"),
    Completeness.NONE: _("Nothing shown"),
    Completeness.UNKNOWN: _("Cannot be assessed"),
    Completeness.NOT_BOUND: _("Not bound"),
}
TIMELINESS = {
    Timeliness.ON_TIME: _("on time"),
    Timeliness.LATE: _("late"),
    Timeliness.NOT_YET_DUE: _("not yet due"),
    Timeliness.NO_LIMIT: _("no time limit"),
    Timeliness.UNKNOWN: _("not known"),
    Timeliness.NOT_BOUND: _("not bound"),
}
IN_FORCE = {  # with the look of its tag and its icon
    InForce.NOT_YET: (_("Not yet in force"), "warn", "clock"),
    InForce.YES: (_("In force"), "good", "ok"),
    InForce.AMENDED: (_("In force, amended"), "good", "ok"),
    InForce.REPLACED: (_("Replaced"), "bad", "no"),
    InForce.REPEALED: (_("Repealed"), "bad", "no"),
    InForce.LAPSED: (_("No longer in force"), "bad", "no"),
}
DOES = {
    Relation.AMENDS: _("Amends the document"),
    Relation.REPLACES: _("Replaces the document"),
    Relation.REPEALS: _("Repeals the document"),
}
DONE_BY = {Relation.AMENDS: _("Amended by"), Relation.REPLACES: _("Replaced by"), Relation.REPEALS: _("Repealed by")}
