// Turns the lists of links by which a list can be narrowed into boxes to tick, and shows what has all that is ticked.
"use strict";
(() => {
  const { load, items, row, start } = globalThis.gouden;
  const form = document.querySelector(".facets");
  const list = document.querySelector("#list");
  const whole = [...list.childNodes];
  const status = document.querySelector("#found");
  const kind = form.dataset.kind;
  const facets = [...form.querySelectorAll("details")].map((details) => ({ key: details.dataset.key, boxes: [] }));
  const AT_ONCE = 50;
  let clear;

  function tickable() {
    form.querySelectorAll("details").forEach((details, f) => {
      details.querySelectorAll("a").forEach((link) => {
        const label = document.createElement("label");
        const box = document.createElement("input");
        box.type = "checkbox";
        box.value = link.dataset.slug;
        label.append(box, " ", link.textContent);
        facets[f].boxes.push({ box, count: link.parentElement.querySelector(".n"), item: link.parentElement });
        link.replaceWith(label);
      });
    });
  }

  const chosen = () => facets.map(({ boxes }) => boxes.flatMap(({ box }, at) => (box.checked ? [at] : [])));

  function fitting(data, picks, except) {
    let left = null;
    picks.forEach((values, f) => {
      if (!values.length || f === except) return;
      const having = new Set(values.flatMap((value) => data.facets[f][value]));
      left = left === null ? having : new Set([...left].filter((number) => having.has(number)));
    });
    return left;
  }

  function recount(data, picks) {
    facets.forEach(({ boxes }, f) => {
      const left = fitting(data, picks, f);
      boxes.forEach(({ box, count, item }, value) => {
        const of = data.facets[f][value];
        const number = left === null ? of.length : of.filter((n) => left.has(n)).length;
        count.textContent = number;
        item.hidden = number === 0 && !box.checked;
      });
    });
  }

  async function show(numbers) {
    const { words } = await start();
    const ul = document.createElement("ul");
    ul.className = "items";
    const more = document.createElement("button");
    more.type = "button";
    more.textContent = words.more;
    let shown = 0;
    async function extend() {
      const next = await items(numbers.slice(shown, shown + AT_ONCE));
      ul.append(...next.map((item) => row(item, false)));
      shown += next.length;
      more.hidden = shown >= numbers.length;
    }
    more.addEventListener("click", extend);
    await extend();
    status.textContent = numbers.length ? words.found.replace("{n}", numbers.length) : words.none;
    list.replaceChildren(ul, more);
  }

  async function apply() {
    const { words } = await start();
    const data = await load(`find/facets-${kind}.js`, "facets", kind);
    const picks = chosen();
    recount(data, picks);
    const left = fitting(data, picks, -1);
    clear.hidden = left === null;
    clear.textContent = words.clear;
    remember(picks);
    if (left === null) {
      list.replaceChildren(...whole);
      status.textContent = "";
    } else {
      await show([...left].sort((a, b) => a - b).map((number) => data.start + number));
    }
  }

  function remember(picks) {
    const parts = picks.flatMap((values, f) => (values.length ? [`${facets[f].key}=${values.map((v) => facets[f].boxes[v].box.value).join(",")}`] : []));
    history.replaceState(null, "", parts.length ? `#${parts.join("&")}` : location.pathname + location.search);
  }

  function recall() {
    for (const part of decodeURIComponent(location.hash.slice(1)).split("&")) {
      const [key, values] = part.split("=");
      const facet = facets.find((one) => one.key === key);
      for (const { box } of facet && values ? facet.boxes : []) box.checked = values.split(",").includes(box.value);
    }
    return chosen().some((values) => values.length);
  }

  tickable();
  clear = document.createElement("button");
  clear.type = "button";
  clear.hidden = true;
  clear.addEventListener("click", () => {
    for (const { boxes } of facets) for (const { box } of boxes) box.checked = false;
    apply();
    form.querySelector("summary").focus();
  });
  form.append(clear);
  const failed = () => { status.textContent = status.dataset.failed; };
  form.addEventListener("change", () => apply().catch(failed));
  if (recall()) apply().catch(failed);
})();
