"""The desk's addresses, below the admin's own; the agency stands in each."""

from __future__ import annotations

from django.urls import path

from congkhai.portal.desk import assignments, export, journal, new, obligation, records, today, withdrawal
from congkhai.portal.editing.viewset import viewset

app_name = "desk"
urlpatterns = [
    path("<slug:agency>/", today.desk, name="agency"),
    path("<slug:agency>/viec-phai-lam.<str:form>", export.export, name="export"),
    path("<slug:agency>/tu-kiem-tra/", today.check_again, name="recheck"),
    path("<slug:agency>/noi-dung/<slug:identifier>/", obligation.obligation, name="obligation"),
    path("<slug:agency>/ban-ghi/", records.listing, name="records"),
    path("<slug:agency>/ban-ghi/<int:pk>/", records.record, name="record"),
    path("<slug:agency>/ban-ghi/<int:pk>/tren-cong/", records.on_the_portal, name="public"),
    path("<slug:agency>/ban-ghi/<int:pk>/rut/", withdrawal.withdrawal, name="withdraw"),
    path("<slug:agency>/tep/<int:pk>/", records.file, name="file"),
    path("<slug:agency>/them/", new.new, name="create"),
    path("<slug:agency>/them/xem-truoc/", viewset.preview_view, name="preview"),
    path("<slug:agency>/phan-cong/", assignments.assignments, name="assign"),
    path("<slug:agency>/nhat-ky/", journal.journal, name="log"),
]
