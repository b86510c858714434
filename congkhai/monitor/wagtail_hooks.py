"""What the admin is told of the monitor: its desk's addresses, and the way there for those whose business rounds are."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from congkhai.accounts.acting import Person, roles_of
from congkhai.monitor.models import Round
from congkhai.monitor.policy import takes_part
from congkhai.monitor.public import addresses
from congkhai.monitor.public.maps import maps


@hooks.register("register_admin_urls", order=50)  # before the portal's, where an agency's name stands first
def desk_addresses() -> list[Any]:
    own = path("giam-sat/tu-kiem-tra/", include("congkhai.monitor.desk.own_urls"))  # before the rounds' own names
    return [own, path("giam-sat/", include("congkhai.monitor.desk.urls"))]


@hooks.register("desk_link")
def way_to_the_rounds(user: Person) -> tuple[str, str] | None:
    """For the other wing's desk: where this one begins, and its name; None for whom it is no business of."""
    return (reverse("rounds:list"), _("Rounds of survey")) if takes_part(user) else None


@hooks.register("desk_link")
def way_to_ones_own_site(user: Person) -> tuple[str, str] | None:
    """For whoever acts for an agency; whoever runs the installation finds it at the monitor's desk."""
    return (reverse("own:choice"), _("Check our own site")) if roles_of(user) else None


@hooks.register("public_link")
def way_to_the_observatory() -> tuple[str, str] | None:
    """For the other wing's foot: where the public results are; None while there are none. One query."""
    return (addresses.of("front"), _("Openness observatory")) if Round.objects.public().exists() else None


hooks.register("public_maps", maps)  # for the other wing's list of lists


@hooks.register("construct_main_menu", order=10)  # after others have taken away what is not hers
def rounds_in_the_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    if takes_part(request.user):
        items.insert(1, MenuItem(_("Monitoring"), reverse("rounds:list"), name="giam-sat", icon_name="view", order=1))
