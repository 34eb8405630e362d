/** From IRIs to what a reader sees and follows. */

export interface Site {
  /** The dataset's base IRI. */
  base: string;
  /** From this page to the folder of its language. */
  home: string;
  /** Prefix → namespace, to shorten IRIs with. */
  prefixes: Record<string, string>;
}

/** Where a click on an IRI leads: our own things and terms to their pages, the web to itself, the rest nowhere. */
export function addressOf(iri: string, site: Site): string | undefined {
  if (iri.startsWith(`${site.base}id/`)) {
    const [path = "", fragment] = iri.slice(site.base.length + 3).split("#");
    return `${site.home}${path}.html${fragment ? `#${fragment}` : ""}`;
  }
  if (iri.startsWith(`${site.base}def`)) return `${site.home}def.html${iri.slice(site.base.length + 3)}`;
  return /^https?:\/\//.test(iri) ? iri : undefined;
}

/** An IRI as people read it: below `id/`, or with a known prefix. */
export function shortOf(iri: string, site: Site): string {
  const things = `${site.base}id/`;
  if (iri.startsWith(things)) return iri.slice(things.length);
  for (const [prefix, namespace] of Object.entries(site.prefixes)) {
    const local = iri.slice(namespace.length);
    if (iri.startsWith(namespace) && /^[\w.-]+$/.test(local)) return `${prefix}:${local}`;
  }
  return iri;
}
