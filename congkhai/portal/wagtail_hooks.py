"""What Wagtail's admin is told of the portal: who may do what, the record's addresses, the desk's, and their look."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from congkhai.portal.editing.viewset import viewset
from congkhai.portal.models import Disclosure
from congkhai.portal.policy import LEAST, RecordPolicy

register_permission_policy(Disclosure, RecordPolicy(Disclosure, LEAST))
register_snippet(viewset)


@hooks.register("register_admin_urls", order=100)  # after Wagtail's own, which an agency's name must not hide
def desk_addresses() -> list[Any]:
    return [path("", include("congkhai.portal.desk.urls"))]


@hooks.register("insert_global_admin_css")
def look() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("portal/edit.css"))


@hooks.register("insert_editor_js")
def pasting() -> SafeString:
    return format_html('<script src="{}"></script>', static("portal/rows.js"))


@hooks.register("construct_main_menu")
def the_desk_first(request: HttpRequest, items: list[MenuItem]) -> None:
    """Editors work from the desk, and an editor-in-chief keeps her people; the rest is for those who run the installation."""
    if not request.user.is_superuser:
        items[:] = [item for item in items if item.name in {"nguoi", "bo-phan", "co-quan"}]
    items.insert(0, MenuItem(_("What is owed"), reverse("wagtailadmin_home"), name="desk", icon_name="list-ul", order=0))
