"""A published site on a port of its own, and a real browser that shows it."""

from __future__ import annotations

import functools
import http.server
import json
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from gouden_kg.project import Project
from gouden_kg.publish.publication import Publication
from gouden_kg.site.questions.engine import engine_present

from ..conftest import ROOT
from ..site_pages import real_files as real_files
from ..site_pages import real_publication as real_publication

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
AXE = ROOT / "gouden_kg" / "site" / "browser" / "node_modules" / "axe-core" / "axe.min.js"
WIDE, PHONE = 1280, 390
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'"
)


@dataclass(frozen=True)
class Published:
    """The project, the folder of its site, and the address at which the site is served."""

    project: Project
    folder: Path
    origin: str


class _Files(http.server.SimpleHTTPRequestHandler):
    """A plain file server with a strict content policy."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


@pytest.fixture(scope="session")
def published(real_publication: Publication, real_files: dict[str, bytes]) -> Iterator[Published]:
    if not engine_present():
        pytest.skip("the engine for questions in pages is not built: `python3 dev.py browser` (needs Node.js)")
    project = real_publication.project
    folder = project.dist / "site"
    for path, content in real_files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Files, directory=folder))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Published(project, folder, f"http://127.0.0.1:{server.server_port}/")
    server.shutdown()
    server.server_close()
    thread.join()


class Browser:
    """A driver with the few moves that the tests make."""

    def __init__(self, driver: Any, published: Published) -> None:
        self.driver = driver
        self.published = published

    def open(self, path: str, width: int = WIDE, origin: str = "") -> None:
        """Shows a page at a width, begun afresh."""
        metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width == PHONE}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        self.driver.get("about:blank")
        self.driver.get((origin or self.published.origin) + path)

    def one(self, selector: str) -> Any:
        """The element; fails when there is none."""
        return self.driver.find_element("css selector", selector)

    def all(self, selector: str) -> list[Any]:
        """The elements in the page's order."""
        return list(self.driver.find_elements("css selector", selector))

    def run(self, script: str, *values: object) -> Any:
        """What a script in the page returns."""
        return self.driver.execute_script(script, *values)

    def keys(self, *keys: str) -> None:
        """Types into whatever has the focus."""
        from selenium.webdriver.common.action_chains import ActionChains

        actions = ActionChains(self.driver)
        for key in keys:
            actions.send_keys(key)
        actions.perform()

    def chord(self, held: str, key: str) -> None:
        """Presses a key while another is held."""
        from selenium.webdriver.common.action_chains import ActionChains

        ActionChains(self.driver).key_down(held).send_keys(key).key_up(held).perform()

    def pause(self, seconds: float) -> None:
        """Does nothing for a while, as a person would."""
        from selenium.webdriver.common.action_chains import ActionChains

        ActionChains(self.driver).pause(seconds).perform()

    def until(self, test: Callable[[], object], what: str) -> None:
        """Waits for something to become true."""
        from selenium.webdriver.support.ui import WebDriverWait

        WebDriverWait(self.driver, 90, 0.05).until(lambda _: test(), what)

    def focused(self) -> Any:
        """The element that has the focus."""
        return self.driver.switch_to.active_element

    def requests(self) -> list[str]:
        """The addresses that were asked for since this was last looked at."""
        messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        sent = [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]
        return [url for url in sent if not url.startswith(("data:", "blob:", "about:"))]

    def complaints(self) -> list[str]:
        """What the page told the console as a fault since this was last looked at."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]


@pytest.fixture(scope="session")
def browser(published: Published) -> Iterator[Browser]:
    if CHROMIUM is None or DRIVER is None:
        pytest.skip("no browser here: Debian's packages chromium and chromium-driver are missing")
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        for argument in (
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
            "--disable-background-networking", "--disable-component-update", "--force-prefers-reduced-motion",
            "--window-size=1280,1000", f"--user-data-dir={profile}",
        ):  # fmt: skip
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        driver = webdriver.Chrome(options=options, service=Service(DRIVER))
        try:
            yield Browser(driver, published)
        finally:
            driver.quit()
