"""The desk's addresses, below the admin's own; the agency stands in each."""

from __future__ import annotations

from django.urls import path

from congkhai.portal.desk import views
from congkhai.portal.editing.viewset import viewset

app_name = "desk"
urlpatterns = [
    path("ban-lam-viec/", views.home, name="home"),
    path("<slug:agency>/", views.desk, name="agency"),
    path("<slug:agency>/viec-phai-lam.<str:form>", views.export, name="export"),
    path("<slug:agency>/tu-kiem-tra/", views.check_again, name="recheck"),
    path("<slug:agency>/noi-dung/<slug:obligation>/", views.obligation, name="obligation"),
    path("<slug:agency>/ban-ghi/", views.records, name="records"),
    path("<slug:agency>/ban-ghi/<int:pk>/", views.open_record, name="open"),
    path("<slug:agency>/duyet/<int:pk>/", views.review, name="review"),
    path("<slug:agency>/rut/<int:pk>/", views.withdrawal, name="withdraw"),
    path("<slug:agency>/tep/<int:pk>/<int:file>/", views.file, name="file"),
    path("<slug:agency>/phan-cong/", views.assignments, name="assign"),
    path("<slug:agency>/nhat-ky/", views.journal, name="log"),
    path("<slug:agency>/chon/", views.choose, name="choose"),
    path("<slug:agency>/them/", viewset.create_view, name="create"),
    path("<slug:agency>/xem-truoc/", viewset.preview_view, name="preview"),
]
