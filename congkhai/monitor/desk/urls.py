"""The monitor's desk below the admin's own addresses; the round stands in each but the first two."""

from __future__ import annotations

from django.urls import path

from congkhai.monitor.desk import deeds, journal, letterhead, new, papers, queue, round, rounds, stored_page, verdict

app_name = "rounds"
urlpatterns = [
    path("", rounds.listing, name="list"),
    path("moi/", new.new, name="new"),
    path("<slug:round>/", round.overview, name="round"),
    path("<slug:round>/viec/<slug:name>/", deeds.deed, name="deed"),
    path("<slug:round>/dau-cong-van/", letterhead.letterhead, name="letterhead"),
    path("<slug:round>/cong-van.pdf", papers.letter, name="letter"),
    path("<slug:round>/ket-luan.csv", papers.spreadsheet, name="spreadsheet"),
    path("<slug:round>/ra-soat/", queue.queue, name="queue"),
    path("<slug:round>/ra-soat/<int:pk>/", verdict.page, name="verdict"),
    path("<slug:round>/ban-chup/<int:pk>/", stored_page.shown, name="stored-page"),
    path("<slug:round>/ban-chup/<int:pk>/tep", stored_page.download, name="stored-file"),
    path("<slug:round>/bang-chung/<int:review>/", papers.evidence, name="evidence"),
    path("<slug:round>/nhat-ky/", journal.journal, name="log"),
]
