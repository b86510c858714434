"""The name of a document's issuer and of the site in; who published it, if that is sure, out."""

from __future__ import annotations

import re
from functools import lru_cache

from congkhai.records import Publisher
from congkhai.text import label_key

_PLACE = re.compile(r"\b(tinh(?! uy)|thanh pho|tp|huyen|quan|thi xa|xa|phuong|bo|so|cuc|tong cuc|ban quan ly)\b(?: (.+))?$")
_OFFICE = re.compile(
    r"^(?:(?:pho )?(?:bo truong|chu tich|giam doc|cuc truong|tong cuc truong|thu truong)|lanh dao|van phong) (?=bo|ubnd"
    r"|so|cuc|tong cuc)"
)
_CENTRAL = re.compile(
    r"(?:thu tuong(?: chinh phu)?|chinh phu|quoc hoi|uy ban thuong vu quoc hoi|chu tich nuoc|bo (?!chi huy|phan)[a-z ]+)"
)


@lru_cache(maxsize=4096)
def publisher(issuer: str, site: str) -> Publisher | None:
    """Issuer where the document comes from the agency whose site it is, subject where it comes from the centre of government and
    the site is another's; None where either name is missing or does not settle it (Decree 43 Article 17(1)c)."""
    said = _OFFICE.sub("", label_key(issuer).replace("uy ban nhan dan", "ubnd"))
    own = label_key(site).replace("uy ban nhan dan", "ubnd")
    said = "bo" if said == "bo truong" else said
    there, here = _PLACE.search(said), _PLACE.search(own)
    if not said or here is None:
        return None
    same_level = there is not None and there[1].replace("tp", "thanh pho") == here[1].replace("tp", "thanh pho")
    if (
        there
        and same_level
        and (there[2] is None or there[2] == here[2])
        and not said.startswith(("hdnd", "hoi dong nhan dan", "tinh uy"))
    ):
        return Publisher.ISSUER
    if _CENTRAL.fullmatch(said) and said not in own:
        return Publisher.SUBJECT
    return None
