/** The engine in its own thread: takes the dump, answers SPARQL. Stopping it means ending the thread. */

import init, { Store } from "oxigraph/web.js";
import type { Answer, Ask, Failure, Load, Reply, Rows, Value } from "./messages";

let store: Store;

self.onmessage = async (event: MessageEvent<Load | Ask>) => {
  const reply = (answer: Reply): void => self.postMessage(answer);
  try {
    if (event.data.kind === "load") {
      store = await loaded(event.data);
      reply({ kind: "ready", triples: store.size });
    } else {
      reply({ kind: "answer", answer: answerOf(event.data.text) });
    }
  } catch (error) {
    reply({ kind: "failure", failure: failureOf(error as Error) });
  }
};

async function loaded({ engine, dump }: Load): Promise<Store> {
  const [wasm, turtle] = await Promise.all([unzipped(engine), unzipped(dump)]);
  await init({ module_or_path: wasm });
  const fresh = new Store();
  fresh.load(new Uint8Array(turtle), { format: "text/turtle", no_transaction: true, lenient: true });
  return fresh;
}

function unzipped(bytes: Uint8Array): Promise<ArrayBuffer> {
  const stream = new Blob([bytes as BlobPart]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

function answerOf(text: string): Answer {
  const json = store.query(text, { results_format: "json" }) as string;
  if (json.startsWith("[")) {
    // a graph comes as JSON-LD; people read Turtle
    return { turtle: store.query(text, { results_format: "ttl" }) as string };
  }
  return rowsOf(JSON.parse(json));
}

interface ResultsJson {
  head: { vars?: string[] };
  boolean?: boolean;
  results?: { bindings: Record<string, Value>[] };
}

function rowsOf(json: ResultsJson): Rows {
  if (json.boolean !== undefined) {
    const datatype = "http://www.w3.org/2001/XMLSchema#boolean";
    return { columns: ["answer"], rows: [[{ type: "literal", value: String(json.boolean), datatype }]] };
  }
  const columns = json.head.vars ?? [];
  return { columns, rows: (json.results?.bindings ?? []).map((row) => columns.map((c) => row[c])) };
}

/** The engine's words begin with the place (`error at 3:2: expected OPTIONAL`) and then list grammar, which helps nobody. */
function failureOf(error: Error): Failure {
  const place = /^error at (\d+):(\d+): /.exec(error.message);
  const words = error.message.slice(place?.[0].length ?? 0);
  const message = (/expected one of ([A-Z][a-z]+ [^,[]+)/.exec(words)?.[1] ?? words.split("\n")[0] ?? "").slice(0, 200);
  const fatal = error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
  return place ? { message, line: Number(place[1]), column: Number(place[2]), fatal } : { message, fatal };
}
