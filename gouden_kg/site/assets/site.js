// What every page needs: loading of data scripts, search, and suggestions under the search box.
// Data come as scripts that call gouden.put, since a page opened from disk may not fetch files.
"use strict";
globalThis.gouden = (() => {
  const box = document.querySelector("#q");
  const root = box.dataset.root;
  const lang = document.documentElement.lang;
  const values = new Map();
  const loading = new Map();
  const SUBSTITUTES = 5;

  function put(name, key, value) {
    values.set(`${name} ${key}`, value);
  }

  function script(path) {
    if (!loading.has(path)) {
      loading.set(path, new Promise((done, failed) => {
        const element = document.createElement("script");
        element.src = root + path;
        element.onload = done;
        element.onerror = () => { loading.delete(path); failed(new Error(path)); };
        document.head.append(element);
      }));
    }
    return loading.get(path);
  }

  async function load(path, name, key = "") {
    await script(path);
    return values.get(`${name} ${key}`);
  }

  const start = () => load(`find/${lang}/start.js`, "start");
  const href = (address) => `${root}${lang}/${address}.html`;

  async function items(numbers) {
    const { shard, kinds } = await start();
    const of = (number) => Math.floor(number / shard);
    const shards = new Map();
    await Promise.all([...new Set(numbers.map(of))].map(async (n) => {
      shards.set(n, await load(`find/${lang}/items-${n}.js`, "items", n));
    }));
    return numbers.map((number) => {
      const [address, kind, label, second] = shards.get(of(number))[number % shard];
      return { number, href: href(address), kind, kindLabel: kinds[kind], label, second };
    });
  }

  async function postings(word, stem, prefix) {
    const beginning = (prefix ? word : stem).slice(0, 2);
    const shards = await load(`find/${lang}/shards.js`, "shards");
    if (!shards.includes(beginning)) return new Map();
    const name = encodeURIComponent(beginning).replaceAll("%", "_");
    const entries = await load(`find/${lang}/words-${name}.js`, "words", beginning);
    const { total } = await start();
    const found = new Map();
    for (const [known, flat] of Object.entries(entries)) {
      const exact = known === stem;
      if (!exact && !(prefix && (known.startsWith(word) || known.startsWith(stem)))) continue;
      const worth = (exact ? 2 : 1) * Math.log(1 + (2 * total) / flat.length);
      keepBest(found, flat, worth);
    }
    return found;
  }

  function keepBest(found, flat, worth) {
    for (let at = 0; at < flat.length; at += 2) {
      found.set(flat[at], Math.max(found.get(flat[at]) || 0, flat[at + 1] * worth));
    }
  }

  // What the index has instead of a word that it lacks, best first: words one slip away or holding it; else words two
  // slips away; else words that are a part of it.
  async function substitutes(word) {
    if (word.length < 4 || !/^\p{L}+$/u.test(word)) return [];
    const { within } = globalThis.goudenStem;
    const terms = await load(`find/${lang}/terms.js`, "terms");
    const tests = [
      (term) => within(word, term, 1) || term.includes(word),
      (term) => word.length > 7 && within(word, term, 2),
      (term) => term.length > 4 && (word.startsWith(term) || (word.includes(term) && 2 * term.length > word.length)),
    ];
    const fitting = tests.map((test) => terms.filter(test)).find((found) => found.length) || [];
    const far = (term) => Math.abs(term.length - word.length);
    return fitting.sort((a, b) => far(a) - far(b)).slice(0, SUBSTITUTES);
  }

  async function found(word, unfinished, instead) {
    const { stem } = globalThis.goudenStem;
    const own = await postings(word, stem(word, lang), unfinished);
    if (own.size) return own;
    const others = await substitutes(word);
    if (others.length) instead.push([word, others]);
    const all = new Map();
    for (const other of others) keepBest(all, [...await postings(other, stem(other, lang), false)].flat(), 1);
    return all;
  }

  // Numbers of things that hold all words, best first; when there are none, of those that hold some of them.
  // `instead` tells which other words were taken for a word that is nowhere.
  async function search(query) {
    await script("assets/stem.js");
    const { fold, words } = globalThis.goudenStem;
    const { stop } = await start();
    const all = words(query);
    const kept = all.filter((word) => !stop.includes(word));
    const unfinished = fold(query).endsWith(all.at(-1) || " ");
    const instead = [];
    const per = await Promise.all((kept.length ? kept : all).map((word, at, list) =>
      found(word, unfinished && at === list.length - 1, instead)));
    const scores = new Map();
    for (const numbers of per) {
      for (const [number, score] of numbers) {
        const [sum, times] = scores.get(number) || [0, 0];
        scores.set(number, [sum + score, times + 1]);
      }
    }
    const ranked = [...scores].sort(([a, [x]], [b, [y]]) => y - x || a - b);
    const complete = ranked.filter(([, [, times]]) => times === per.length);
    const best = complete.length ? complete : ranked;
    return { numbers: best.map(([number]) => number), partial: !complete.length && ranked.length > 0, instead };
  }

  function row(item, withKind) {
    const li = document.createElement("li");
    const a = document.createElement("a");
    a.href = item.href;
    a.textContent = item.label;
    const by = document.createElement("span");
    by.className = "by";
    by.textContent = [withKind ? item.kindLabel : "", item.second].filter(Boolean).join(" · ");
    li.append(a, " ", by);
    return li;
  }

  return { put, load, start, items, search, row, script, box, lang, root };
})();

(() => {
  const { box, search, items, start } = globalThis.gouden;
  const list = document.createElement("ul");
  list.className = "suggestions";
  list.id = "suggestions";
  list.role = "listbox";
  list.hidden = true;
  let latest = 0;
  let chosen = -1;

  for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": "suggestions", "aria-autocomplete": "list" })) {
    box.setAttribute(name, value);
  }
  box.after(list);

  function close() {
    list.hidden = true;
    chosen = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  }

  function choose(at) {
    const options = [...list.children];
    chosen = (at + options.length) % options.length;
    options.forEach((option, n) => option.setAttribute("aria-selected", String(n === chosen)));
    box.setAttribute("aria-activedescendant", options[chosen].id);
    options[chosen].scrollIntoView({ block: "nearest" });
  }

  function option(item, n) {
    const li = document.createElement("li");
    li.id = `suggestion-${n}`;
    li.role = "option";
    li.setAttribute("aria-selected", "false");
    li.dataset.href = item.href;
    const small = document.createElement("small");
    small.textContent = item.kindLabel;
    li.append(item.label, small);
    return li;
  }

  async function suggest() {
    const mine = ++latest;
    if (box.value.trim().length < 2) return close();
    const { numbers } = await search(box.value);
    const found = await items(numbers.slice(0, 8));
    if (mine !== latest || document.activeElement !== box) return undefined;
    if (!found.length) return close();
    list.replaceChildren(...found.map(option));
    list.setAttribute("aria-label", (await start()).words.suggestions);
    list.hidden = false;
    chosen = -1;
    return box.setAttribute("aria-expanded", "true");
  }

  box.addEventListener("input", () => suggest().catch(close));
  box.addEventListener("blur", () => { latest++; close(); });
  box.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen < 0 ? -1 : chosen - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && chosen >= 0) location.href = list.children[chosen].dataset.href;
    else return;
    event.preventDefault();
  });
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    const picked = event.target.closest("li");
    if (picked) location.href = picked.dataset.href;
  });
})();
