/** Chosen values of a stored query as SPARQL terms, put where the publication left room for them. */

export interface Parameter {
  name: string;
  /** `iri`, `date`, `integer` or `text`. */
  type: string;
  /** What stands before a value that is the end of an IRI. */
  namespace?: string;
}

/** The query with each `<urn:parameter:name>` replaced. The text of a value can never become query text: it is a term, escaped. */
export function bound(text: string, parameters: Parameter[], values: Record<string, string>): string {
  const terms = new Map(parameters.map((parameter) => [parameter.name, term(parameter, values[parameter.name] ?? "")]));
  return text.replace(/<urn:parameter:(\w+)>/g, (hole, name: string) => terms.get(name) ?? hole);
}

const XSD = "http://www.w3.org/2001/XMLSchema#";
const ESCAPES: Record<string, string> = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function term({ type, namespace = "" }: Parameter, value: string): string {
  const iri = value.startsWith(namespace) ? value : namespace + value;
  if (type === "iri") return `<${iri.replace(/[\x00-\x20<>"{}|^`\\]/g, encodeURIComponent)}>`;
  const literal = `"${value.replace(/["\\\n\r\t]/g, (char) => ESCAPES[char] ?? "")}"`;
  return type === "text" ? literal : `${literal}^^<${XSD}${type}>`;
}
