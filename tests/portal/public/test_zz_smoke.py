import pytest
from tests.portal.public.making import Desk
from congkhai.portal.public import addresses
from congkhai.portal.rules import asked_of
@pytest.mark.django_db
def test_smoke(client):
    desk=Desk()
    a=desk.agency
    recs=[desk.live(o.id, files={"90% đạt #1.pdf": b"%PDF-1.4\n%%EOF\n"}) for o in asked_of(a)]
    for u in ["/", f"/{a.slug}/", f"/{a.slug}/tim-kiem/?q=ban+ghi", f"/{a.slug}/so-do/","/sitemap.xml","/robots.txt",f"/sitemap-{a.slug}-1.xml"]:
        r=client.get(u); print(u,r.status_code,len(r.content)); assert r.status_code==200,u
    for o,rec in zip(asked_of(a),recs):
        for lang in ("vi","en"):
            for page in ("section","section-law","section-feed"):
                u=addresses.of_section(a,o,page=page,language=lang); r=client.get(u); print(u,r.status_code,len(r.content)); assert r.status_code==200
            u=addresses.of_record(rec,a,language=lang); r=client.get(u); print(u,r.status_code,len(r.content)); assert r.status_code==200
