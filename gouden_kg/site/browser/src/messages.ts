/** What the page and the worker say to one another. */

export interface Load {
  kind: "load";
  engine: Uint8Array;
  dump: Uint8Array;
}

export interface Ask {
  kind: "ask";
  text: string;
}

/** A value of a result, as in SPARQL 1.1 Query Results JSON. */
export interface Value {
  type: "uri" | "literal" | "bnode" | "triple";
  value: string;
  datatype?: string;
  "xml:lang"?: string;
}

export interface Rows {
  columns: string[];
  rows: (Value | undefined)[][];
}

/** Rows of SELECT and ASK (one row `answer`), or the Turtle of CONSTRUCT and DESCRIBE. */
export type Answer = Rows | { turtle: string };

/** `fatal`: the engine is lost (a stack that overflowed) and a new worker is needed. */
export interface Failure {
  message: string;
  line?: number;
  column?: number;
  fatal: boolean;
}

export type Reply = { kind: "ready"; triples: number } | { kind: "answer"; answer: Answer } | { kind: "failure"; failure: Failure };
