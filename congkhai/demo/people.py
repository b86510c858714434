"""Invented people in; users who may sign in, and the operator's list of their log-ins, out."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence

from django.conf import settings

from congkhai.accounts.models import Membership, Role, User
from congkhai.agencies.models import Agency, Unit

LOGINS = "demo-logins.txt"
# username, full name, position, slug of the agency, role, unit
Person = tuple[str, str, str, str, Role, str]


def enrol(people: Sequence[Person], agencies: Mapping[str, Agency], domain: str) -> dict[str, User]:
    """The people, with passwords made here and now and kept in ``CONGKHAI_VAR/demo-logins.txt``, readable by the operator alone."""
    found, lines = {}, []
    for username, full_name, position, agency, role, unit in people:
        password = secrets.token_urlsafe(9)
        user = User.objects.create_user(username, f"{username}@{domain}", password, full_name=full_name, position=position)
        row, _created = Unit.objects.get_or_create(agency=agencies[agency], name=unit)
        Membership.objects.create(user=user, agency=agencies[agency], role=role, unit=row)
        found[username] = user
        lines.append(f"{username}\t{password}\t{role.label}\t{agencies[agency].name}")
    path = settings.VAR / LOGINS
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    others = [line for line in path.read_text().splitlines() if line.partition("\t")[0] not in found]
    path.write_text("\n".join([*others, *lines]) + "\n")
    return found
