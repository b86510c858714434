"""The addresses of an agency's check of its own site, below the monitor's desk; the agency stands in each but the first."""

from __future__ import annotations

from django.urls import path

from congkhai.monitor.desk import own, own_sheets

app_name = "own"
urlpatterns = [
    path("", own.choice, name="choice"),
    path("<slug:agency>/", own.overview, name="agency"),
    path("<slug:agency>/bat-dau/", own.start, name="start"),
    path("<slug:agency>/bang/<slug:name>.xlsx", own.sheet, name="sheet"),
    path("<slug:agency>/bang-rieng/", own_sheets.brought, name="bring"),
    path("<slug:agency>/bang-rieng/<int:pk>/", own_sheets.page, name="own-sheet"),
    path("<slug:agency>/bang-rieng/<int:pk>/tep-moi/", own_sheets.brought, name="renew"),
    path("<slug:agency>/bang-rieng/<int:pk>/da-dien.xlsx", own_sheets.filled_sheet, name="filled"),
    path("<slug:agency>/bang-rieng/<int:pk>/go/", own_sheets.removed, name="remove"),
    path("<slug:agency>/con-thieu.pdf", own.paper, name="paper"),
]
