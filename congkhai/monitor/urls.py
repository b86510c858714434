"""The observatory's addresses: the round, then what of it. The same words in both languages, but for an obligation's own name."""

from __future__ import annotations

from django.conf import settings
from django.urls import path, register_converter
from django.views.generic import RedirectView

from congkhai.monitor.public import about, agency, data, figure, maps, matrix, method, obligation, overview, sheet
from congkhai.skin.addresses import SectionSlug

register_converter(SectionSlug, "obligation")

ALONE = [
    path("", RedirectView.as_view(pattern_name="observatory:front")),
    path("robots.txt", maps.robots, name="robots"),
    path("sitemap.xml", maps.index, name="sitemap-index"),
]

app_name = "observatory"
urlpatterns = [
    *([] if "portal" in settings.WINGS else ALONE),
    path("giam-sat/", overview.front, name="front"),
    path("giam-sat/phuong-phap/", method.method, name="method"),
    path("giam-sat/atom.xml", maps.feed, name="feed"),
    path("giam-sat/co-quan/", agency.agencies, name="agencies"),
    path("giam-sat/co-quan/<slug:agency>/", agency.agency_over_time, name="agency-over-time"),
    path("giam-sat/dot/", about.rounds, name="rounds"),
    path("giam-sat/dot/<slug:round>/", overview.overview, name="round"),
    path("giam-sat/dot/<slug:round>/bang/", matrix.matrix, name="matrix"),
    path("giam-sat/dot/<slug:round>/cach-lam/", about.about, name="about"),
    path("giam-sat/dot/<slug:round>/cong-van/", sheet.letter, name="letter"),
    path("giam-sat/dot/<slug:round>/cong-van.pdf", sheet.letter_pdf, name="letter-pdf"),
    path("giam-sat/dot/<slug:round>/so-lieu/<slug:figure>/", figure.figure, name="figure"),
    path("giam-sat/dot/<slug:round>/so-lieu.json", data.figures, name="figures-json"),
    path("giam-sat/dot/<slug:round>/ket-luan.csv", data.spreadsheet, name="csv"),
    path("giam-sat/dot/<slug:round>/ket-luan.json", data.verdicts, name="json"),
    path("giam-sat/dot/<slug:round>/sitemap.xml", maps.sitemap, name="sitemap"),
    path("giam-sat/dot/<slug:round>/noi-dung/<obligation:obligation>/", obligation.obligation, name="obligation"),
    path("giam-sat/dot/<slug:round>/co-quan/<slug:agency>/", agency.agency, name="agency"),
    path("giam-sat/dot/<slug:round>/co-quan/<slug:agency>/<obligation:obligation>/", agency.verdict, name="verdict"),
]
