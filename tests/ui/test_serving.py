"""`passerelle serve` on a machine where it was never started."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from tests.ui.conftest import free_port, serving


@pytest.mark.skipif(sys.platform != "linux", reason="what opens a browser is called otherwise")
def test_the_first_start_asks_nothing_and_opens_the_browser(cache: Path, tmp_path: Path) -> None:
    opened = tmp_path / "opened"
    opener = tmp_path / "xdg-open"
    opener.write_text(f'#!/bin/sh\necho "$1" > "{opened}"\n')
    opener.chmod(0o755)
    port = free_port()
    fresh = {
        "HOME": str(tmp_path),
        "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}",
        "DISPLAY": ":0",
    }
    with serving(tmp_path / "home", cache, port, (), **fresh):
        for _ in range(100):
            if opened.is_file() and opened.read_text():
                break
            time.sleep(0.2)
        assert opened.read_text() == f"http://127.0.0.1:{port}\n"
        said = (tmp_path / f"log-{port}").read_text()
        assert f"http://127.0.0.1:{port}" in said
        assert "mail" not in said
        assert "skills" not in said
