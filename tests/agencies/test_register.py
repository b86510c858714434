"""The register of agencies is loaded, again and again, without harm."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from congkhai.agencies.models import Agency

pytestmark = pytest.mark.django_db
HEAD = "id,name,name_en,kind,parent,site,since,until,successor,source,confirmed\n"
PROVINCE = "tinh-mau,Tỉnh Mẫu,Mau Province,province,,https://mau.gov.vn/,,2025-07-01,tinh-moi,thử,yes\n"
SUCCESSOR = "tinh-moi,Tỉnh Mới,Moi Province,province,,,2025-07-01,,,thử,no\n"
DEPARTMENT = "so-mau,Sở Mẫu,Mau Department,department,tinh-mau,,,,,thử,no\n"


@pytest.fixture
def load(tmp_path, settings):
    settings.REGISTER = tmp_path

    def load(*rows):
        (tmp_path / "agencies.csv").write_text(HEAD + "".join(rows))
        call_command("load_register", stdout=StringIO())

    return load


def test_the_real_register_loads_twice_to_the_same_agencies(capsys):
    call_command("load_register")
    first = list(Agency.objects.order_by("pk").values())
    call_command("load_register")
    assert list(Agency.objects.order_by("pk").values()) == first
    assert len(first) > 100
    assert "0 of them new" in capsys.readouterr().out


def test_a_parent_may_stand_below_its_child(load):
    load(DEPARTMENT, PROVINCE, SUCCESSOR)
    assert Agency.objects.get(slug="so-mau").parent.slug == "tinh-mau"


def test_what_the_agency_keeps_itself_survives_and_what_the_register_says_is_taken_over(load):
    load(PROVINCE, SUCCESSOR)
    Agency.objects.filter(slug="tinh-mau").update(portal=True, telephone="0204 000 000", slug="mau", name="Tên cũ")
    load(PROVINCE, SUCCESSOR)
    agency = Agency.objects.get(register_id="tinh-mau")
    assert (agency.portal, agency.telephone, agency.slug, agency.name) == (True, "0204 000 000", "mau", "Tỉnh Mẫu")


def test_registered_agencies_do_not_publish_here_until_someone_says_so(load):
    load(PROVINCE, SUCCESSOR)
    assert not Agency.objects.filter(portal=True).exists()


def test_a_fault_in_the_register_is_said_with_its_line_and_nothing_changes(load):
    with pytest.raises(CommandError, match=r"agencies\.csv:2"):
        load(PROVINCE.replace("province", "tỉnh"))
    assert not Agency.objects.exists()


def test_an_address_taken_by_an_agency_outside_the_register_is_said_and_nothing_changes(load):
    Agency.objects.create(slug="tinh-mau", name="Tỉnh khác", kind="province")
    with pytest.raises(CommandError, match="tinh-mau"):
        load(PROVINCE, SUCCESSOR)
    assert Agency.objects.get().name == "Tỉnh khác"
