"""A grade in; the drawing that stands for it out: a disc filled as far as the duty is met, never without its word beside it."""

from __future__ import annotations

from congkhai.records import Completeness

GLYPHS = {
    Completeness.FULL: "g4",
    Completeness.SUBSTANTIAL: "g3",
    Completeness.PARTIAL: "g2",
    Completeness.NONE: "g1",
    Completeness.UNKNOWN: "gu",
}
NOT_BOUND = "gx"
