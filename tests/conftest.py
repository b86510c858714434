"""What every test may ask for."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.db import connection, connections
from playwright.sync_api import Browser, Page, Route, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def forget_logs() -> None:
    """Empty the tables that only grow, which the clean-up after a journey could not: the database refuses, as it should."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")  # triggers rest
            cursor.execute(
                "SELECT DISTINCT event_object_table FROM information_schema.triggers WHERE trigger_schema = current_schema()"
            )
            for (table,) in cursor.fetchall():
                cursor.execute(f'DELETE FROM "{table}"')
            cursor.execute("SET session_replication_role = DEFAULT")
        else:
            cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%BEFORE DELETE%'")
            for name, table, sql in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{name}"')
                cursor.execute(f'DELETE FROM "{table}"')
                cursor.execute(sql)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for a file of journeys."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed here")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])


@pytest.fixture
def page(chromium: Browser, live_server) -> Iterator[Page]:
    """A page of a fresh visitor on a running server; what the browser complains of gathers in ``page.complaints``."""
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900}, locale="vi-VN")
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    yield page
    context.close()
    forget_logs()


@pytest.fixture
def visitor(chromium: Browser, page: Page, live_server) -> Iterator[Callable[..., Page]]:
    """Opens a browser that knows nothing of the others: a journey's next person."""
    contexts = []

    def opened(**given: Any) -> Page:
        contexts.append(chromium.new_context(base_url=live_server.url, locale="vi-VN", **given))
        contexts[-1].set_default_timeout(30_000)
        return contexts[-1].new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def ask(client, pages) -> Iterator[Callable[[str], Any]]:
    """Django's client on the test's own connection, in a thread apart: Playwright's has a loop, in which Django would not work."""
    ours = connections["default"]
    ours.inc_thread_sharing()
    with ThreadPoolExecutor(1, initializer=connections.__setitem__, initargs=("default", ours)) as thread:
        yield lambda path: thread.submit(client.get, path).result()
    ours.dec_thread_sharing()


@pytest.fixture
def open_page(chromium: Browser, ask) -> Callable[..., Any]:
    """Chromium at a path, answered by the application without a server between, and what it complained of. The test's file has a
    fixture ``pages``, which makes the content."""
    host = "http://127.0.0.1:8000"

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(host)
        if path.startswith("/static/"):
            return route.fulfill(path=finders.find(path.removeprefix("/static/")))
        response = ask(path)
        return route.fulfill(status=response.status_code, headers=dict(response.headers), body=response.getvalue())

    @contextmanager
    def opened(path: str, *, width: int = 1280, **given: Any) -> Iterator[Page]:
        context = chromium.new_context(viewport={"width": width, "height": 900}, **given)
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.route("**/*", answer)
        page.goto(host + path)
        yield page
        context.close()

    return opened
