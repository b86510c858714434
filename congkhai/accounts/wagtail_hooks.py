"""What Wagtail's admin shows in its menu, and what of its own it must do without."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.admin.menu import MenuItem


class Nothing:
    """Stands where Wagtail's pages name an address of its image and document libraries, which are not installed: they serve
    whatever is uploaded to anyone who has the link, and ask no agency."""

    model = type(None)

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        return [path("", cls.refuse, name="listing")]

    @staticmethod
    def refuse(request: HttpRequest) -> None:
        raise Http404


@hooks.register("construct_admin_api")
def without_images_and_documents(router: Any) -> None:
    for name in ("images", "documents"):
        router.register_endpoint(name, Nothing)


@hooks.register("construct_main_menu")
def without_what_is_not_theirs(request: HttpRequest, items: list[MenuItem]) -> None:
    """Pages are not used here; reports, settings and help belong to those who run the installation."""
    unused = {"explorer", "help"} if request.user.is_superuser else {"explorer", "help", "reports", "settings"}
    items[:] = [item for item in items if item.name not in unused]
