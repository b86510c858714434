"""The portal's addresses: the agency first, then the section, in the words of the page's language."""

from __future__ import annotations

from django.urls import path, register_converter

from congkhai.portal.public import feed, home, law, laws, record, schedule, searching, section, sitemap
from congkhai.skin.addresses import SectionSlug, both

register_converter(SectionSlug, "section")

app_name = "portal"
urlpatterns = [
    path("", home.front, name="front"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("sitemap.xml", sitemap.index, name="sitemap-index"),
    path("sitemap-<slug:agency>-<int:number>.xml", sitemap.addresses_of, name="sitemap"),
    path("<slug:agency>/", home.home, name="home"),
    path(both("<slug:agency>/tim-kiem/", "<slug:agency>/search/"), searching.search, name="search"),
    path(both("<slug:agency>/so-do/", "<slug:agency>/site-map/"), sitemap.site_map, name="site-map"),
    path(both("<slug:agency>/phap-luat/", "<slug:agency>/law/"), laws.on_a_day, name="law"),
    path(both("<slug:agency>/phap-luat/thay-doi/", "<slug:agency>/law/changes/"), laws.changed, name="law-changes"),
    path(both("<slug:agency>/phap-luat/dieu-khoan/", "<slug:agency>/law/clauses/"), laws.by_clause, name="law-clauses"),
    path("<slug:agency>/tep/<int:pk>/<int:attachment>/<str:name>", record.file, name="file"),
    path("<slug:agency>/anh/<int:pk>/<int:attachment>.jpg", record.small, name="small"),
    path("<slug:agency>/<section:obligation>/", section.section, name="section"),
    path("<slug:agency>/<section:obligation>/atom.xml", feed.feed, name="section-feed"),
    path("<slug:agency>/<section:obligation>/lich.ics", schedule.calendar, name="section-calendar"),
    path(
        both("<slug:agency>/<section:obligation>/co-so-phap-ly/", "<slug:agency>/<section:obligation>/legal-basis/"),
        law.legal_basis,
        name="section-law",
    ),
    path("<slug:agency>/<section:obligation>/<int:pk>/", record.record, name="record-short"),
    path("<slug:agency>/<section:obligation>/<int:pk>-<str:slug>/", record.record, name="record"),
]
