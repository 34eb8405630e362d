// Stems of Dutch and English words, as Martin Porter's Snowball project describes them ("dutch_porter", "porter").
// Words come in lower case and without accents. The index is made in the same way.
"use strict";
(() => {
  const region = (word, vowel, from = 0) => {
    const rest = word.slice(from);
    const found = rest.search(new RegExp(`[${vowel}][^${vowel}]`));
    return found < 0 ? word.length : from + found + 2;
  };

  function dutch(text) {
    const V = "aeiouy";
    let word = text.replace(/^y|([aeiouy])y/g, (_, v) => (v ? v : "") + "Y");
    word = word.replace(/([aeiouy])i(?=[aeiouy])/g, "$1I");
    const first = region(word, V);
    const r1 = Math.max(first, 3);
    const r2 = region(word, V, first);
    const ends = (suffix) => word.endsWith(suffix);
    const from = (suffix) => word.length - suffix.length;
    const cut = (length) => { word = word.slice(0, word.length - length); };
    const undouble = () => { if (/(kk|dd|tt)$/.test(word)) cut(1); };
    const consonantBefore = (at) => at > 0 && !V.includes(word[at - 1]);

    const dropEn = (suffix) => {
      const at = from(suffix);
      if (at >= r1 && consonantBefore(at) && !word.slice(0, at).endsWith("gem")) { cut(suffix.length); undouble(); }
    };
    let removedE = false;
    const dropE = () => {
      removedE = false;
      if (ends("e") && from("e") >= r1 && consonantBefore(from("e"))) { removedE = true; cut(1); undouble(); }
    };

    const one = ["heden", "ene", "en", "se", "s"].find(ends);
    if (one === "heden") {
      if (from(one) >= r1) word = word.slice(0, -5) + "heid";
    } else if (one === "en" || one === "ene") {
      dropEn(one);
    } else if (one) {
      const at = from(one);
      if (at >= r1 && consonantBefore(at) && word[at - 1] !== "j") cut(one.length);
    }
    dropE();
    if (ends("heid") && from("heid") >= r2 && word[from("heid") - 1] !== "c") {
      cut(4);
      if (ends("en")) dropEn("en");
    }
    const dropIg = () => {
      if (!ends("ig") || from("ig") < r2 || word[from("ig") - 1] === "e") return false;
      cut(2);
      return true;
    };
    const three = ["lijk", "baar", "end", "ing", "bar", "ig"].find(ends);
    if (three && from(three) >= r2) {
      if (three === "ig") dropIg();
      else if (three !== "bar" || removedE) {
        cut(three.length);
        if ((three === "end" || three === "ing") && !dropIg()) undouble();
        if (three === "lijk") dropE();
      }
    }
    const double = word.match(/[^aeiouy](aa|ee|oo|uu)[^aeiouyI]$/);
    if (double) word = word.slice(0, -2) + word.slice(-1);
    return word.replace(/I/g, "i").replace(/Y/g, "y");
  }

  function english(text) {
    let word = text.replace(/^y|([aeiouy])y/g, (_, v) => (v ? v : "") + "Y");
    const C = "[^aeiouy]";
    const V = "[aeiouy]";
    const measured = (stem, least) => new RegExp(`^${C}*(?:${V}+${C}+){${least}}`).test(stem);
    const vowelled = (stem) => new RegExp(V).test(stem);
    const short = (stem) => new RegExp(`${C}${V}[^aeiouywxY]$`).test(stem);
    const swap = (pairs, least) => {
      const pair = pairs.find(([suffix]) => word.endsWith(suffix));
      if (!pair) return;
      const stem = word.slice(0, word.length - pair[0].length);
      if (measured(stem, least)) word = stem + pair[1];
    };

    if (/(ss|i)es$/.test(word)) word = word.slice(0, -2);
    else if (/(^|[^s])s$/.test(word)) word = word.slice(0, -1);

    if (word.endsWith("eed")) {
      if (measured(word.slice(0, -3), 1)) word = word.slice(0, -1);
    } else {
      const past = word.match(/^(.*)(ed|ing)$/);
      if (past && vowelled(past[1])) {
        word = past[1];
        if (/(at|bl|iz)$/.test(word)) word += "e";
        else if (/(bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(word)) word = word.slice(0, -1);
        else if (measured(word, 1) && !measured(word, 2) && short(word) && oneMeasure(word)) word += "e";
      }
    }
    if (/[yY]$/.test(word) && vowelled(word.slice(0, -1))) word = word.slice(0, -1) + "i";

    swap([["ational", "ate"], ["tional", "tion"], ["enci", "ence"], ["anci", "ance"], ["izer", "ize"], ["abli", "able"],
      ["alli", "al"], ["entli", "ent"], ["eli", "e"], ["ousli", "ous"], ["ization", "ize"], ["ation", "ate"],
      ["ator", "ate"], ["alism", "al"], ["iveness", "ive"], ["fulness", "ful"], ["ousness", "ous"], ["aliti", "al"],
      ["iviti", "ive"], ["biliti", "ble"]], 1);
    swap([["icate", "ic"], ["ative", ""], ["alize", "al"], ["iciti", "ic"], ["ical", "ic"], ["ful", ""], ["ness", ""]], 1);
    const last = word.match(/(al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ou|ism|ate|iti|ous|ive|ize|[st]ion)$/);
    if (last) {
      const length = last[1].endsWith("ion") ? 3 : last[1].length;
      if (measured(word.slice(0, -length), 2)) word = word.slice(0, -length);
    }
    if (word.endsWith("e")) {
      const stem = word.slice(0, -1);
      if (measured(stem, 2) || (measured(stem, 1) && !short(stem))) word = stem;
    }
    if (word.endsWith("ll") && measured(word.slice(0, -1), 2)) word = word.slice(0, -1);
    return word.replace(/Y/g, "y");

    function oneMeasure(stem) { return new RegExp(`^${C}*${V}+${C}+$`).test(stem); }
  }

  const irregular = [[/kinderen$/, "kind"], [/(?<![a-z])leden$|(?<=s)leden$/, "lid"],
    [/(?<![a-z])steden$|(?<=[dn])steden$/, "stad"], [/(?<=cent)ra$|(?<=spect)ra$/, "rum"]];

  // what Porter's algorithm leaves: plurals with another vowel, -ies, doubled consonants, v and z where the singular has f and s
  function dutchSpelling(text) {
    const regular = irregular.reduce((word, [plural, singular]) => word.replace(plural, singular), text);
    const found = dutch(regular.replace(/(..)ies$/, "$1ie")).replace(/([bdfgklmnprst])\1$/, "$1");
    return found.replace(/v$/, "f").replace(/z$/, "s");
  }

  // Whether a word becomes another by so many letters added, dropped, changed or swapped with the next.
  function within(word, other, slips) {
    if (Math.abs(word.length - other.length) > slips) return false;
    let before = [];
    let last = Array.from({ length: other.length + 1 }, (_, at) => at);
    for (let i = 1; i <= word.length; i++) {
      const row = [i];
      for (let j = 1; j <= other.length; j++) {
        const same = word[i - 1] === other[j - 1];
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && word[i - 1] === other[j - 2] && word[i - 2] === other[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min(...row) > slips) return false;
      [before, last] = [last, row];
    }
    return last[other.length] <= slips;
  }

  const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  const stemmers = { nl: dutchSpelling, en: english };
  globalThis.goudenStem = {
    fold,
    words: (text) => fold(text).match(/[\p{L}\p{N}]+/gu) || [],
    within,
    stem: (word, lang) => stemmers[lang](word),
  };
})();
