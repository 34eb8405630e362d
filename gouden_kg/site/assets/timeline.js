// Boxes that show and hide kinds of moments.
"use strict";
(() => {
  const kinds = document.querySelector("#kinds");
  kinds.hidden = false;
  kinds.addEventListener("change", () => {
    const shown = new Set([...kinds.querySelectorAll(":checked")].map((box) => box.value));
    for (const section of document.querySelectorAll(".timeline section")) {
      let any = false;
      for (const moment of section.querySelectorAll("li")) {
        moment.hidden = !shown.has(moment.dataset.kind);
        any ||= !moment.hidden;
      }
      section.hidden = !any;
    }
  });
})();
