from django.db import connection
from django.test.utils import CaptureQueriesContext
from congkhai.agencies.law import catalogue
from congkhai.portal.public import addresses
from tests.portal.public.states import PDF, many
def test_x(client, desk):
    many(desk.agency, "leader-directives", "directives", 10)
    desk.live("leader-directives", files={"a.pdf": PDF, "b.pdf": PDF + b"2"})
    url = addresses.of_section(desk.agency, catalogue().obligations["leader-directives"])
    client.get(url)
    with CaptureQueriesContext(connection) as q: client.get(url)
    for x in q: print(x["sql"][:160], "…", x["sql"][-200:]); print()
