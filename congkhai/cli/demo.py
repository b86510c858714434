"""A port in; the sites of the invented agencies, served there until Ctrl-C, out."""

from __future__ import annotations

import sys
import threading
from typing import Annotated

import typer

from congkhai.catalogue.workdays import load_workdays
from congkhai.cli import given, said
from congkhai.cli.given import Wrong
from congkhai.cli.options import Lang, On
from congkhai.demo.serve import FIRST_PORT, serving
from congkhai.demo.sites import SITES
from congkhai.records import Sentence

commands = typer.Typer()


@commands.command("demo-sites", help="Chạy các trang mẫu của cơ quan không có thật. / Serve the sites of invented agencies.")
def demo_sites(
    port: Annotated[int, typer.Option("--port", min=0, max=65_000, help="Cổng đầu tiên. / The first port.")] = FIRST_PORT,
    on: On = "",
    lang: Lang = "vi",
) -> None:
    """Serves the invented agencies' sites on loopback until Ctrl-C, and prints their addresses."""
    closed = load_workdays(given.folder("law", "CONGKHAI_LAW", "instruments.yaml"))
    try:
        with serving(given.catalogue(), closed, given.day(on), first_port=port) as addresses:
            for site in SITES:
                sys.stdout.write(f"{addresses[site.key]}  --kind {site.kind}  {site.name}\n")
            sys.stdout.flush()
            threading.Event().wait()
    except OSError as error:
        vi, en = f"Cổng từ {port} đang bận: chọn cổng khác bằng --port", f"A port from {port} on is taken: choose another by --port"
        raise Wrong(vi, en) from error
    except KeyboardInterrupt:
        said.note(lang, Sentence("Đã dừng.", "Stopped."))
