"""What a template sees: the site in one language, from one page."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup, escape

from ..graph import XSD, datatype_of, iri_of, language_of, text_of
from .find.facets import facets_of
from .formats import date_text, number_text, when_text
from .frame import menu_of
from .groups import Group, groups_of
from .layout import layout, words
from .passages import Passage, passages_of
from .routes import Routes, is_web_address
from .site import Label, Site, best_text

_NUMBERS = {f"{XSD}decimal", f"{XSD}integer", f"{XSD}double", f"{XSD}nonNegativeInteger"}
_SELECTOR = "http://www.w3.org/ns/oa#hasSelector"
_DATES = {f"{XSD}date", "http://id.loc.gov/datatypes/edtf/EDTF"}


@dataclass(frozen=True, slots=True)
class View:
    """The site as seen in a language from the page at `at`, a path below the site's root."""

    site: Site
    routes: Routes
    lang: str
    at: str

    @property
    def root(self) -> str:
        """The relative way to the site's root."""
        return "../" * self.at.count("/")

    def url(self, path: str) -> str:
        """The relative URL of a page of this language, as short as it can be."""
        inside = self.at.startswith(f"{self.lang}/")
        return f"{self.root.removesuffix('../')}{path}" if inside else f"{self.root}{self.lang}/{path}"

    def exists(self, path: str) -> bool:
        """Whether the site has this page."""
        return path in self.routes.paths

    def href(self, iri: str) -> str:
        """Where a link to a thing, term or web address goes; an empty text when it may go nowhere."""
        path = self.routes.path(iri)
        return self.url(path) if path else iri if is_web_address(iri) and not self.is_own(iri) else ""

    def is_own(self, iri: str) -> bool:
        """Whether the IRI is one of ours, which has a page or no link."""
        return iri.startswith((self.site.things.base, self.routes.vocabulary))

    def word(self, key: str, **values: object) -> str:
        """One of the site's words, with `{names}` filled in."""
        text = words()["words"][key][self.lang]
        return text.format(**values) if values else text

    def choose(self, texts: dict[str, str]) -> str:
        """The text in this language, else in the first there is."""
        return texts.get(self.lang) or next(iter(texts.values()), "")

    def number(self, number: object) -> str:
        """A number as this language writes it."""
        return number_text(str(number), self.lang)

    def count(self, number: int, kind: str) -> str:
        """A number of things, in words: `3 praktijken`."""
        return f"{self.number(number)} {self.kind_label(kind, plural=number != 1).lower()}"

    def kind_label(self, kind: str, plural: bool = False) -> str:
        """What a kind of thing is called."""
        return self.site.class_label(kind, self.lang, plural=plural)

    def property_label(self, iri: str) -> str:
        """What a property is called."""
        return self.site.property_label(iri, self.lang)

    def inverse_label(self, prop: str) -> str:
        """What a property is called seen from what it points at: `met dit thema`; else its own name."""
        texts = words()["inverse"].get(self.site.terms.term(prop))
        return texts[self.lang] if texts else self.property_label(prop).lower()

    def label(self, iri: str) -> str:
        """The text of a thing's label."""
        return self.site.label(iri, self.lang)[0]

    def heading(self, iri: str) -> Markup:
        """A thing's label, marked when it is in another language."""
        return self.marked(self.site.label(iri, self.lang), proper=self._has_proper_name(iri))

    def link(self, iri: str) -> Markup:
        """A thing's label as a link to its page; its IRI as a link when it lies elsewhere."""
        known: dict[str, Markup] = self.site.once(f"links {self.lang} {self.root}", dict)
        if iri not in known:
            known[iri] = self._link(iri)
        return known[iri]

    def text(self, iri: str, word: str) -> Markup:
        """The value of a property in this language, else in another and marked; empty when there is none."""
        found = self.site.text(iri, word, self.lang)
        return self.marked(found) if found else Markup("")

    def first_text(self, iri: str, choice: str) -> Markup:
        """The first text of the properties listed under `choice` in `layout.toml`."""
        found = self.site.first_text(iri, choice, self.lang)
        return self.marked(found) if found else Markup("")

    def plain(self, iri: str, word: str) -> str:
        """The value of a property without marks."""
        return (self.site.text(iri, word, self.lang) or ("", ""))[0]

    def marked(self, label: Label, proper: bool = False) -> Markup:
        """A text, with its language when that is not the page's; proper names carry no visible mark."""
        text, tag = label
        if tag in ("", self.lang):
            return escape(text)
        return Markup('<span lang="{}"{}>{}</span>').format(tag, "" if proper else Markup(' class="other"'), text)

    def refs(self, iri: str, word: str) -> list[str]:
        """The IRIs that a property of the thing points at, by label."""
        return self.by_label(self.site.things.references(iri, self.site.terms.iri(word)))

    def telling(self, iri: str, word: str) -> list[str]:
        """The same without what says nothing in a sentence: `exactly`, `unknown`."""
        return [ref for ref in self.refs(iri, word) if self.site.things.address(ref) not in layout()["unsaid"]]

    def linking(self, iri: str, word: str, kind: str = "") -> list[str]:
        """The things whose property points here, by label."""
        return self.by_label(self.site.things.linking(iri, self.site.terms.iri(word), kind))

    def by_label(self, iris: list[str]) -> list[str]:
        """The things in the order of their labels."""
        return sorted(iris, key=lambda iri: (self.label(iri).casefold(), iri))

    def kind(self, iri: str) -> str:
        """The kind of a thing."""
        return self.site.things.kind(iri)

    def value(self, term: str) -> Markup:
        """A value as a reader expects it: link, number, date or text."""
        if term.startswith("<"):
            return self.link(iri_of(term))
        datatype = datatype_of(term)
        if datatype in _NUMBERS:
            return escape(number_text(text_of(term), self.lang))
        if datatype in _DATES:
            time = Markup('<time datetime="{}">{}</time>')  # HTML knows no span of time: one element for each end
            return Markup(" – ").join(time.format(d, date_text(d, self.lang)) for d in text_of(term).split("/"))
        return self.marked((text_of(term), language_of(term)))

    def values(self, iri: str, prop: str) -> list[Markup]:
        """The values of a property as a reader expects them; of a text in several languages only the best."""
        terms = self.site.things.terms(iri, prop)
        tagged = [term for term in terms if language_of(term)]
        if tagged:
            found = best_text(tagged, self.lang)
            wanted = found[1] if found else ""
            terms = [term for term in terms if language_of(term) in ("", wanted)]
        if all(term.startswith("<") for term in terms):
            return [self.link(iri) for iri in self.by_label([iri_of(term) for term in terms])]
        return [self.value(term) for term in terms]

    def facts(self, iri: str, *shown: str) -> list[tuple[str, str, list[Markup]]]:
        """The properties of a thing, their labels and values, in the order of its kind; without those already shown."""
        terms = self.site.terms
        done = {terms.iri(word) for word in (*shown, *layout()["label"], *layout()["summary"])}
        first = {terms.iri(word): at for at, word in enumerate(layout()["order"].get(self.kind(iri), ()))}
        found = self.site.things.values.get(iri, {})
        props = sorted(found, key=lambda prop: (first.get(prop, len(first)), terms.rank(prop)))
        left = [prop for prop in props if prop not in done and not terms.hidden(prop)]
        return [(prop, self.property_label(prop), self.values(iri, prop)) for prop in left]

    def groups(self, iri: str, *shown: str) -> list[Group]:
        """What links to a thing, without what is said and the groups already shown; a group is named by its key."""
        return [group for group in groups_of(self.site, iri) if group.key not in (*layout()["said"], *shown)]

    def said(self, iri: str) -> list[Group]:
        """What is said by or about a thing."""
        found = {group.key: group for group in groups_of(self.site, iri)}
        return [found[key] for key in layout()["said"] if key in found]

    def group(self, iri: str, key: str) -> Group | None:
        """The group of that name among what links to a thing."""
        return next((group for group in groups_of(self.site, iri) if group.key == key), None)

    def passages(self, iri: str) -> list[Passage]:
        """The evidence of a thing."""
        return passages_of(self.site, iri)

    def parts(self, iri: str) -> list[str]:
        """What nests in a thing and is no evidence, which has a place of its own."""
        passages = self.site.things.references(iri, self.site.terms.iri("evidence"))
        evidence = {*passages, *(s for p in passages for s in self.site.things.references(p, _SELECTOR))}
        return [part for part in self.site.things.nested.get(iri, []) if part not in evidence]

    def document(self, iri: str, syntax: str) -> str:
        """The relative URL of a thing's data in a syntax, by its file ending."""
        return f"{self.root}doc/{quote(self.site.things.address(iri))}.{syntax}"

    def word_for(self, key: str, value: str) -> str:
        """The word with that key; a value without a word of its own stays as it is."""
        texts = words()["words"].get(key)
        return texts[self.lang] if texts else value

    def facet_words(self, kind: str) -> list[str]:
        """What the list of a kind can be narrowed by, as its address has it."""
        return [facet.word for facet in facets_of(self.site, kind)]

    def figure(self, iri: str) -> str:
        """The value of a figure with its unit, such as `ongeveer 3.000 personen`."""
        words = [self.label(q).lower() for q in self.telling(iri, "qualifier")]
        units = [self.label(unit) for unit in self.refs(iri, "unit")]
        return " ".join([*words, self.number(self.plain(iri, "value")), *units])

    def date(self, iri: str, word: str = "date") -> str:
        """A date of a thing in words; empty when it has none."""
        return date_text(self.plain(iri, word), self.lang)

    def when(self, iri: str, word: str = "date") -> str:
        """A date of a thing as it stands in a sentence: `in 2017`; empty when it has none."""
        return when_text(self.plain(iri, word), self.lang)

    def labels(self, iris: list[str], between: str = ", ") -> str:
        """The labels of things in one line."""
        return between.join(self.label(iri) for iri in iris)

    def menu(self) -> list[tuple[str, str]]:
        """The paths and titles of the site's menu."""
        return menu_of(self.site, self.lang, self.routes.paths)

    def licence_name(self) -> str:
        """The usual short name of the licence, else its address."""
        licence = self.site.publication.project.licence
        return words()["licences"].get(licence, {}).get(self.lang, licence)

    def _link(self, iri: str) -> Markup:
        own = self.is_own(iri)
        text, tag = self.site.label(iri, self.lang) if own else (iri, "")
        href = self.href(iri)
        shown = escape(text) if own else Markup("<code>{}</code>").format(iri)
        if not href:
            return shown
        other = f' lang="{escape(tag)}"' if tag not in ("", self.lang) else ""
        outward = "" if own else ' rel="external"'
        return Markup(f'<a href="{escape(href)}"{other}{outward}>{shown}</a>')

    def _has_proper_name(self, iri: str) -> bool:
        return self.kind(iri) in layout()["proper_names"]
