// The search page: results of the words in its address, by kind, a few at a time.
"use strict";
(() => {
  const { search, items, row, start, box } = globalThis.gouden;
  const page = document.querySelector("#results");
  const status = document.querySelector("#found");
  const kinds = document.querySelector("#kinds");
  const AT_ONCE = 30;

  const query = new URLSearchParams(location.search).get("q") || "";
  const own = document.querySelector("#query");
  own.value = query;
  box.value = query;

  const button = (text, action) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", action);
    return made;
  };

  async function kindsOf(numbers) {
    const { starts } = await globalThis.gouden.start();
    const kindOf = (number) => starts.findLastIndex((first) => first <= number);
    const counts = new Map();
    for (const number of numbers) counts.set(kindOf(number), (counts.get(kindOf(number)) || 0) + 1);
    return { counts, kindOf };
  }

  async function show(numbers) {
    const { words } = await start();
    const list = document.createElement("ul");
    list.className = "items";
    let shown = 0;
    const more = button(words.more, extend);
    async function extend() {
      const next = await items(numbers.slice(shown, shown + AT_ONCE));
      const rows = next.map((item) => row(item, true));
      list.append(...rows);
      if (shown) rows[0]?.querySelector("a").focus();
      shown += next.length;
      more.hidden = shown >= numbers.length;
    }
    await extend();
    page.replaceChildren(list, more);
  }

  async function run() {
    const { words, plurals } = await start();
    const { numbers, partial, instead } = await search(query);
    document.title = `${query} – ${document.title}`;
    const replaced = instead.map(([word, others]) => words.instead.replace("{word}", word).replace("{others}", others.join(", ")));
    const counted = numbers.length ? words.found.replace("{n}", numbers.length) : words.none;
    status.textContent = [...replaced, partial ? words.some_words : "", counted].filter(Boolean).join(" ");
    const { counts, kindOf } = await kindsOf(numbers);
    const press = (pressed) => { for (const one of kinds.children) one.setAttribute("aria-pressed", String(one === pressed)); };
    const all = button(`${words.all_kinds} (${numbers.length})`, () => { press(all); show(numbers); });
    const each = [...counts].sort(([, a], [, b]) => b - a).map(([kind, count]) => {
      const one = button(`${plurals[kind]} (${count})`, () => { press(one); show(numbers.filter((n) => kindOf(n) === kind)); });
      return one;
    });
    if (counts.size > 1) kinds.replaceChildren(all, ...each);
    press(all);
    await show(numbers);
  }

  if (query.trim()) run().catch(async () => { status.textContent = status.dataset.failed; });
})();
