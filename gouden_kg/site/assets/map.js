// The caption tells of the place under the pointer or focus; arrow keys go to the nearest place that way.
"use strict";
(() => {
  const map = document.querySelector(".map");
  if (!map) return;
  const caption = map.querySelector(".caption");
  const help = `${caption.textContent} ${caption.dataset.hint}`;
  const places = [...map.querySelectorAll(":scope > svg a")];
  caption.textContent = help;

  const nameOf = (place) => place.getAttribute("aria-label") || place.querySelector("title").textContent;
  const middle = (place) => {
    const box = place.lastElementChild.getBBox();
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  const tell = (event) => {
    const place = event.target.closest("a");
    caption.textContent = place ? nameOf(place) : help;
  };
  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  function nearest(from, [across, down]) {
    const [x, y] = middle(from);
    let best = null;
    let least = Infinity;
    for (const place of places) {
      const [px, py] = middle(place);
      const ahead = (px - x) * across + (py - y) * down;
      const aside = Math.abs((px - x) * down) + Math.abs((py - y) * across);
      if (place !== from && ahead > 0 && ahead + 2 * aside < least) [best, least] = [place, ahead + 2 * aside];
    }
    return best;
  }

  map.addEventListener("pointerover", tell);
  map.addEventListener("focusin", tell);
  map.addEventListener("pointerleave", () => { caption.textContent = help; });
  map.addEventListener("keydown", (event) => {
    const place = event.target.closest("a");
    const next = place && ways[event.key] && nearest(place, ways[event.key]);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
})();
