/** The page's own words, in its language, from the `data-words` of its form. */

export type Words = Readonly<Record<string, string>>;

export function wordsOf(form: HTMLElement): Words {
  return JSON.parse(form.dataset.words ?? "{}") as Words;
}

/** A sentence with its `{holes}` filled; the key itself when there is no such sentence. */
export function said(words: Words, key: string, values: Record<string, string | number> = {}): string {
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
}
