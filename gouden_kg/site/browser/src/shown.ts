/** Dates and numbers as a reader of a language writes them, like those that were published with the page. */

import type { Value } from "./messages";

const LOCALES: Record<string, string> = { en: "en-GB" };
const PARTS: Intl.DateTimeFormatOptions[] = [
  { year: "numeric" },
  { year: "numeric", month: "long" },
  { year: "numeric", month: "long", day: "numeric" },
];

/** A date in words, in the precision it has; other texts stay as they are. */
export function dateText(text: string, lang: string): string {
  if (!/^\d{4}(-\d\d){0,2}(\/\d{4}(-\d\d){0,2})?$/.test(text)) return text;
  const words = (date: string): string => {
    const form = { ...PARTS[date.split("-").length - 1], timeZone: "UTC" };
    return new Intl.DateTimeFormat(LOCALES[lang] ?? lang, form).format(new Date(date));
  };
  return text.split("/").map(words).join(" – ");
}

/** A value of an answer in words. */
export function valueText({ value, datatype = "" }: Value, lang: string): string {
  if (/(XMLSchema#date|datatypes\/edtf\/EDTF)$/.test(datatype)) return dateText(value, lang);
  const numeric = /XMLSchema#(integer|decimal)$/.test(datatype) && Number.isFinite(Number(value));
  return numeric ? new Intl.NumberFormat(LOCALES[lang] ?? lang, { maximumFractionDigits: 20 }).format(Number(value)) : value;
}
