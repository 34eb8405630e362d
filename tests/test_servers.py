"""Settings for servers, tried with the real ones: redirects, negotiation, media types."""

from __future__ import annotations

import http.client
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gouden_kg.project import read_project
from gouden_kg.publish.describe.servers import form_rules, language_rules, server_files
from gouden_kg.publish.publication import open_publication
from gouden_kg.publish.written import Written
from gouden_kg.starter import write_starter

from .conftest import gouden

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
HTML, TURTLE, JSONLD, NTRIPLES = "text/html", "text/turtle", "application/ld+json", "application/n-triples"

NEGOTIATED = [
    # Accept, Accept-Language, status, media type, language
    (None, None, 200, HTML, "nl"),
    (BROWSER, "nl-NL,nl;q=0.9,en;q=0.8", 200, HTML, "nl"),
    (BROWSER, "en-GB,en;q=0.9,nl;q=0.8", 200, HTML, "en"),
    (BROWSER, "de,en;q=0.5", 200, HTML, "en"),
    (BROWSER, "nl;q=0.2,en;q=0.7", 200, HTML, "en"),
    (BROWSER, "fr", 200, HTML, "nl"),
    ("*/*", None, 200, HTML, "nl"),
    ("text/*", None, 200, HTML, "nl"),
    ("text/turtle", None, 200, TURTLE, ""),
    ("TEXT/Turtle", None, 200, TURTLE, ""),
    ("text/turtle;q=1.000", None, 200, TURTLE, ""),
    ("text/turtle; charset=utf-8", None, 200, TURTLE, ""),
    ("application/ld+json", None, 200, JSONLD, ""),
    ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', None, 200, JSONLD, ""),
    ("application/json", None, 200, JSONLD, ""),
    ("application/*", None, 200, JSONLD, ""),
    ("application/n-triples", None, 200, NTRIPLES, ""),
    ("text/html;q=0.5,text/turtle", None, 200, TURTLE, ""),
    ("text/turtle;q=0.5,text/html", None, 200, HTML, "nl"),
    ("text/turtle;q=0.3, application/ld+json;q=0.4", None, 200, JSONLD, ""),
    ("text/turtle;q=0.35, application/ld+json;q=0.25", None, 200, TURTLE, ""),
    ("application/n-triples;q=0.05, image/png", None, 200, NTRIPLES, ""),
    ("text/html;q=0.1, */*", None, 200, TURTLE, ""),
    ("*/*, text/html;q=0", None, 200, TURTLE, ""),
    ("text/turtle;q=0, application/ld+json;q=0.1", None, 200, JSONLD, ""),
    ("image/png", None, 406, "", ""),
    ("text/turtle;q=0", None, 406, "", ""),
    ("text/turtle;q=0.0", None, 406, "", ""),
    ("text/turtles", None, 406, "", ""),
]

Ask = Callable[..., http.client.HTTPResponse]


@pytest.fixture(scope="module")
def site() -> Iterator[Path]:
    """A small site at the root of a server, settings included."""
    from gouden_kg.publish.parts import DESCRIPTIONS, PARTS
    from gouden_kg.site.pages import page_files

    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write_starter(folder / "project", "https://example.org/my-dataset/")
        assert gouden("build", "--project", folder / "project").exit_code == 0
        publication = open_publication(read_project(folder / "project"))
        written = Written(folder / "site")
        written.add(page_files(publication))
        for part in PARTS:
            written.add(part(publication))
        for description in DESCRIPTIONS:
            written.add(description(publication, written))
        folder.chmod(0o755)  # a server that gives up its rights must still read it
        yield folder / "site"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def started(command: list[str], port: int) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    for _ in range(100):
        if process.poll() is not None:
            assert process.stdout is not None
            raise AssertionError(process.stdout.read().decode())
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return process
        time.sleep(0.05)
    process.terminate()
    raise AssertionError("the server does not listen")


def nginx(site: Path, folder: Path, port: int) -> list[str]:
    text = (site / "servers" / "nginx.conf").read_text("utf-8")
    text = text.replace("listen 80;", f"listen 127.0.0.1:{port};").replace("/srv/my-dataset", str(site))
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    head = f"daemon off; pid {folder}/pid; error_log stderr; events {{}} http {{ access_log off;\n{temporary}"
    (folder / "nginx.conf").write_text(head + text + "}\n", "utf-8")
    return ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf"), "-g", "user root;"]


def apache(site: Path, folder: Path, port: int) -> list[str]:
    names = ("mpm_event", "authz_core", "rewrite", "headers", "mime", "dir")
    modules = "".join(f"LoadModule {n}_module /usr/lib/apache2/modules/mod_{n}.so\n" for n in names)
    (folder / "apache.conf").write_text(
        f"{modules}ServerName localhost\nListen 127.0.0.1:{port}\nPidFile {folder}/pid\nErrorLog /dev/stderr\n"
        f"User www-data\nGroup www-data\nMutex file:{folder}\nTypesConfig /etc/mime.types\nDocumentRoot {site}\n"
        f"<Directory {site}>\nAllowOverride All\nRequire all granted\n</Directory>\n",
        "utf-8",
    )
    return ["apache2", "-D", "FOREGROUND", "-f", str(folder / "apache.conf")]


def caddy(site: Path, folder: Path, port: int) -> list[str]:
    text = (site / "servers" / "Caddyfile").read_text("utf-8")
    text = text.replace("example.org {", f"http://127.0.0.1:{port} {{", 1).replace("/srv/my-dataset", str(site))
    (folder / "Caddyfile").write_text("{\n\tadmin off\n\tauto_https off\n}\n" + text, "utf-8")
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


SERVERS = {"nginx": nginx, "apache2": apache, "caddy": caddy}


@pytest.fixture(scope="module", params=list(SERVERS))
def ask(request: pytest.FixtureRequest, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Asks one of the servers for a path with headers."""
    name: str = request.param
    if shutil.which(name) is None and not Path(f"/usr/sbin/{name}").exists():
        pytest.skip(f"{name} is not installed (Debian package {name})")
    port = free_port()
    process = started(SERVERS[name](site, tmp_path_factory.mktemp(name), port), port)

    def asked(path: str, method: str = "GET", **headers: str | None) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        given = {key.replace("_", "-"): value for key, value in headers.items() if value is not None}
        connection.request(method, path, headers=given)
        return connection.getresponse()

    yield asked
    process.terminate()
    process.communicate(timeout=20)


@pytest.mark.parametrize(("accept", "reader", "status", "media_type", "language"), NEGOTIATED)
def test_negotiation(ask: Ask, accept: str, reader: str, status: int, media_type: str, language: str) -> None:
    response = ask("/doc/garden/vlinderhof", Accept=accept, Accept_Language=reader)
    body = response.read().decode()
    assert response.status == status
    if status == 200:
        assert (response.getheader("Content-Type") or "").partition(";")[0] == media_type
        vary = ", ".join(response.headers.get_all("Vary") or []).lower()
        assert (
            "accept" in vary.replace("accept-language", "").replace("accept-encoding", "") and "accept-language" in vary
        )
        assert not language or f'lang="{language}"' in body
        assert 'rel="cite-as"' in (response.getheader("Link") or "")


def test_a_thing_answers_303_to_its_document(ask: Ask) -> None:
    response = ask("/id/garden/vlinderhof", Accept="text/turtle")
    assert response.status == 303
    assert (response.getheader("Location") or "").endswith("/doc/garden/vlinderhof")


@pytest.mark.parametrize("name", ["records", "derived", "vocabulary"])
def test_a_named_graph_answers_303_to_the_dump(ask: Ask, name: str) -> None:
    response = ask(f"/graph/{name}", Accept="text/turtle")
    place = response.getheader("Location") or ""
    assert response.status == 303 and place.endswith("/download/my-dataset.trig")
    assert f"graph/{name}>".encode() in ask("/download/my-dataset.trig").read()
    assert ask("/graph/none").status == 404


@pytest.mark.parametrize(
    "path", ["/id/garden/nothing", "/doc/garden/nothing", "/id/", "/doc/../../etc/passwd", "/release/9.9.9"]
)
def test_unknown_addresses_answer_404(ask: Ask, path: str) -> None:
    assert ask(path).status in (404, 400)


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/doc/garden/vlinderhof.ttl", TURTLE),
        ("/doc/garden/vlinderhof.jsonld", JSONLD),
        ("/doc/garden/vlinderhof.nt", NTRIPLES),
        ("/download/my-dataset.trig", "application/trig"),
        ("/download/my-dataset.rdf", "application/rdf+xml"),
        ("/download/my-dataset.parquet", "application/vnd.apache.parquet"),
        ("/download/tables/garden.csv", "text/csv"),
        ("/nl/garden/vlinderhof.html", HTML),
        ("/", HTML),
        ("/nl/", HTML),
        ("/.well-known/void", TURTLE),
        ("/catalog.rdf", "application/rdf+xml"),
        ("/sitemap.xml", "application/xml"),
        ("/feed.xml", "application/atom+xml"),
    ],
)
def test_files_have_their_media_type(ask: Ask, path: str, media_type: str) -> None:
    response = ask(path)
    assert response.status == 200 and (response.getheader("Content-Type") or "").partition(";")[0] == media_type
    assert response.getheader("Access-Control-Allow-Origin") == "*"


@pytest.mark.parametrize("path", ["/def", "/dataset", "/catalog", "/void", "/prov"])
@pytest.mark.parametrize(("accept", "media_type"), [("text/turtle", TURTLE), (BROWSER, HTML), ("image/png", "")])
def test_the_vocabulary_and_descriptions_are_negotiated(ask: Ask, path: str, accept: str, media_type: str) -> None:
    response = ask(path, Accept=accept, Accept_Language="en")
    assert response.status == (200 if media_type else 406)
    assert not media_type or (response.getheader("Content-Type") or "").startswith(media_type)


def test_head_answers_like_get_without_a_body(ask: Ask) -> None:
    response = ask("/doc/garden/vlinderhof", "HEAD", Accept="text/turtle")
    assert response.status == 200 and response.read() == b"" and int(response.getheader("Content-Length") or 1) > 0


def test_w3id_sends_things_on_with_303(starter: Path) -> None:
    dataset = starter / "data" / "dataset.yaml"
    dataset.write_text(dataset.read_text("utf-8") + "site: https://data.example.nl/gardens/\n", "utf-8")
    assert gouden("build", "--project", starter).exit_code == 0
    files = dict(server_files(open_publication(read_project(starter))))
    text = files["servers/w3id.htaccess"].decode()
    assert "RewriteRule ^id/(.*)$ https://data.example.nl/gardens/doc/$1 [R=303" in text


def test_rules_are_few_and_end_with_the_least_wanted() -> None:
    forms, languages = list(form_rules()), list(language_rules())
    assert {rule.choice for rule in forms} == {"html", "ttl", "jsonld", "nt"} and len(forms) < 100
    assert {rule.choice for rule in languages} == {"nl", "en"}
