"""Where this installation is served in; an invented ministry that surveys, its people, and the agencies it surveys, out."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings

from congkhai.accounts.models import Role
from congkhai.agencies.models import Agency
from congkhai.config.run import SITES_ABOVE
from congkhai.crawling.addresses import is_plainly_private, typed
from congkhai.demo.people import Person, enrol
from congkhai.demo.sites import SITES
from congkhai.records import Kind

MINISTRY = {
    "slug": "bo-minh-bach",
    "kind": Kind.MINISTRY,
    "name": "Bộ Minh bạch",
    "name_en": "Ministry of Transparency",
    "address": "Số 5 phố Giếng Ngọc, phường Tân Lũng, tỉnh Mẫu Sơn",
    "telephone": "(0200) 0000 300",
    "email": "giamsat@minhbach.example",
    "responsible": "Ninh Thị Khuê, Cục trưởng Cục Giám sát công khai",
}
EDITOR, APPROVER, CHIEF = "chuthimay", "tovanrang", "ninhthikhue"
PEOPLE: tuple[Person, ...] = (
    (EDITOR, "Chu Thị Mẩy", "Chuyên viên", "bo-minh-bach", Role.EDITOR, "Phòng Khảo sát"),
    (APPROVER, "Tô Văn Rạng", "Trưởng phòng Khảo sát", "bo-minh-bach", Role.APPROVER, "Phòng Khảo sát"),
    (CHIEF, "Ninh Thị Khuê", "Cục trưởng", "bo-minh-bach", Role.CHIEF, "Cục Giám sát công khai"),
)


def _addresses() -> Iterator[tuple[str, str]]:
    """Each surveyed agency's slug and its site. Empty where the installation is served to others: a demonstration looks at what
    answers on its own machine, and at nothing else."""
    here = typed(settings.ADDRESS)
    if not is_plainly_private(here):
        return
    for number, site in enumerate(SITES):
        yield site.key, str(here.with_port((here.port or 80) + SITES_ABOVE + number).with_path("/"))
    for slug in Agency.objects.filter(invented=True, portal=True).values_list("slug", flat=True):
        yield slug, f"{settings.ADDRESS}/{slug}/"


def load() -> bool:
    """Load the ministry and the agencies once; False if they are there already. Where their sites are is said at each start."""
    fresh = not Agency.objects.filter(slug=MINISTRY["slug"]).exists()
    if fresh:
        ministry = Agency.objects.create(invented=True, **MINISTRY)
        for site in SITES:
            Agency.objects.create(slug=site.key, kind=site.kind, name=site.name, invented=True)
        enrol(PEOPLE, {ministry.slug: ministry}, "minhbach.example")
    for slug, address in _addresses():
        Agency.objects.filter(slug=slug).exclude(site=address).update(site=address)
    return fresh


def surveyed() -> list[Agency]:
    """The agencies to survey: all that are invented and have a site."""
    return list(Agency.objects.filter(invented=True).exclude(site="").order_by("slug"))
