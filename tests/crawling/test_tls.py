"""Old servers are tolerated, bad certificates are not, and either is said."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from congkhai.records import SightQuality, SiteState
from tests.fakesite.server import page, serving
from tests.fakesite.visiting import SCHEDULE, visit


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 that is its own authority, with its key."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Máy chủ thử")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


def server(certificate: Path, *, old: bool = False) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    if old:
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        context.set_ciphers("AES128-SHA")  # without forward secrecy: Python's own settings refuse it
    return context


def test_a_certificate_that_nobody_vouches_for_is_a_named_state(certificate: Path) -> None:
    with serving({"/": page("Trang chủ")}, tls=server(certificate)) as site:
        visited = visit(site.address, SCHEDULE)
    assert (visited.seen.state, visited.seen.reason) == (SiteState.TLS, "certificate")
    assert visited.sight().quality is SightQuality.POOR
    assert site.log == []


def test_an_authority_of_the_machine_is_trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with serving({"/": page("Trang chủ")}, tls=server(certificate)) as site:
        visited = visit(site.address)
    assert (visited.seen.state, visited.seen.counters["legacy_tls"]) == (SiteState.OK, 0)


def test_an_old_server_is_read_and_said_to_be_old(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with serving({"/": page("Trang chủ")}, tls=server(certificate, old=True)) as site:
        visited = visit(site.address)
    assert (visited.seen.state, visited.seen.counters["legacy_tls"]) == (SiteState.OK, 1)
    assert "/" in site.paths


def test_an_old_server_with_a_bad_certificate_is_not_read(certificate: Path) -> None:
    with serving({"/": page("Trang chủ")}, tls=server(certificate, old=True)) as site:
        visited = visit(site.address)
    assert (visited.seen.state, visited.seen.reason) == (SiteState.TLS, "certificate")
    assert site.log == []


def test_a_server_that_speaks_no_tls_is_a_named_state() -> None:
    with serving({"/": page("Trang chủ")}) as site:
        visited = visit(site.address.replace("http:", "https:"))
    assert (visited.seen.state, visited.seen.reason) == (SiteState.TLS, "handshake")
