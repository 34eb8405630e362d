"""What questions cost in the page: the first with the engine and the dump to load, and all stored queries after that.

`python benchmarks/browser.py` in a checkout whose `dist/site/` holds the engine (`python3 dev.py browser`, then `gouden
publish`), with Debian's chromium and chromium-driver. The same queries run in this process too; prints the ratio.
"""

from __future__ import annotations

import functools
import http.server
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

from gouden_kg.project import read_project
from gouden_kg.publish.publication import open_publication
from gouden_kg.query.run import answer
from gouden_kg.site.questions.form import runnable_text
from gouden_kg.site.questions.question import read_questions
from gouden_kg.site.site import Site, open_site

ROOT = Path(__file__).resolve().parent.parent
READY = "return !document.querySelector('#run').disabled && document.querySelector('#state').textContent"


class QuietFiles(http.server.SimpleHTTPRequestHandler):
    """A file server that says nothing."""

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


def main() -> None:
    """Prints the time to the first answer, and the ratio over all stored queries."""
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    site = open_site(open_publication(read_project(ROOT)))
    folder = site.publication.project.dist / "site"
    if not (chromium and driver and (folder / "assets" / "engine" / "worker.js").is_file()):
        sys.exit("needs chromium, chromedriver, and a publication with the engine: see the docstring")
    texts = [runnable_text(site, q, q.defaults, "nl") for q in read_questions(site)]
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(QuietFiles, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        first, rest = in_browser(
            chromium, driver, profile, f"http://127.0.0.1:{server.server_port}/nl/sparql.html", texts
        )
    server.shutdown()
    here = in_process(site, texts)
    print(f"first answer in the page, engine and dump to load: {first:.2f} s")
    print(
        f"{len(texts)} stored queries: {rest:.2f} s in the page, {here:.2f} s in this process, {rest / here:.1f} times"
    )


def in_browser(chromium: str, driver_path: str, profile: str, address: str, texts: list[str]) -> tuple[float, float]:
    """Seconds to the first answer, and for all queries after it, tables drawn."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}"):
        options.add_argument(argument)
    driver = webdriver.Chrome(options=options, service=Service(driver_path))
    try:
        driver.get(address)
        first = asked(driver, "ASK {}")
        return first, sum(asked(driver, text) for text in texts)
    finally:
        driver.quit()


def asked(driver: Any, text: str) -> float:
    """Seconds from the click to the drawn answer."""
    driver.execute_script("location.hash = arguments[0]", "query=" + quote(text))
    start = time.perf_counter()
    driver.execute_script("document.querySelector('#run').click()")
    while not driver.execute_script(READY):
        time.sleep(0.002)
    return time.perf_counter() - start


def in_process(site: Site, texts: list[str]) -> float:
    """Seconds for the same queries here, rows fetched."""
    start = time.perf_counter()
    for text in texts:
        answer(site.publication.store, text, {})
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
