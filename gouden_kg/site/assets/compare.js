// Two to four places side by side; which ones stands in the address after the #.
"use strict";
(() => {
  const { load, lang, root } = globalThis.gouden;
  const form = document.querySelector(".choose");
  const table = document.querySelector("#comparison");
  const selects = [...form.querySelectorAll("select")];
  const say = table.dataset;

  const element = (name, text, children = []) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    made.append(...children);
    return made;
  };
  const link = (address, text) => {
    const a = element("a", text);
    a.href = `${root}${lang}/${address}.html`;
    return a;
  };
  const counted = (number, one, many) => (number ? `${number} ${number === 1 ? one : many}` : "");

  function cell(told) {
    const td = document.createElement("td");
    if (!told) {
      td.textContent = "–";
      td.className = "none";
      return td;
    }
    const [, , practices, claims, figures] = told;
    const listed = practices.map(([address, label]) => element("li", "", [link(address, label)]));
    const rest = listed.splice(Number(say.most));
    if (listed.length) td.append(element("ul", "", listed));
    if (rest.length) td.append(element("details", "", [element("summary", say.more.replace("{count}", rest.length)), element("ul", "", rest)]));
    const by = element("span", [counted(claims, say.claim, say.claims), counted(figures, say.figure, say.figures)].filter(Boolean).join(", "));
    by.className = "by";
    td.append(by);
    return td;
  }

  function heading(text, scope, child) {
    const th = element("th", text, child ? [child] : []);
    th.scope = scope;
    return th;
  }

  async function compare() {
    const chosen = [...new Set(selects.map((select) => select.value).filter(Boolean))];
    history.replaceState(null, "", chosen.length ? `#${chosen.join(",")}` : location.pathname);
    table.hidden = chosen.length < 2;
    if (table.hidden) return;
    const told = await Promise.all(chosen.map((slug) => load(`find/${lang}/compare-${slug}.js`, "compare", slug)));
    const themes = new Map(told.flat().map((row) => [row[1], row[0]]));
    const rows = [...themes].sort(([, a], [, b]) => a.localeCompare(b, lang)).map(([address, label]) =>
      element("tr", "", [heading("", "row", link(address, label)), ...told.map((rowsOf) => cell(rowsOf.find((row) => row[1] === address)))]));
    const names = chosen.map((slug) => heading(selects[0].querySelector(`[value="${CSS.escape(slug)}"]`).textContent, "col"));
    const made = element("table", "", [element("thead", "", [element("tr", "", [heading(say.theme, "col"), ...names])]), element("tbody", "", rows)]);
    made.className = "side";
    table.replaceChildren(made);
  }

  form.hidden = false;
  form.addEventListener("change", compare);
  const asked = decodeURIComponent(location.hash.slice(1)).split(",");
  selects.forEach((select, n) => { if ([...select.options].some((option) => option.value === asked[n])) select.value = asked[n]; });
  compare();
})();
