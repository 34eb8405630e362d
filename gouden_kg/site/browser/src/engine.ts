/** Asking the engine: its parts are fetched at the first question, each question can be stopped. */

import { part, script } from "./parts";
import type { Answer, Ask, Failure, Load, Reply } from "./messages";

export class QueryFailed extends Error {
  constructor(readonly failure: Failure) {
    super(failure.message);
  }
}

/** Told to whoever waits when the question was stopped. */
export class Stopped extends Error {}

export class Engine {
  triples = 0;
  private worker?: Worker;
  private giveUp?: (reason: Error) => void;

  /** `folder` holds the engine's files, as seen from the page. */
  constructor(private readonly folder: string) {}

  /** The answer; throws `QueryFailed` (with the place) or `Stopped`. */
  async ask(text: string): Promise<Answer> {
    await this.ready();
    const reply = await this.send({ kind: "ask", text });
    if (reply.kind !== "answer") throw new Error("the engine answered out of turn");
    return reply.answer;
  }

  /** Loads engine and dump, once. */
  async ready(): Promise<void> {
    if (this.worker) return;
    const [engine, dump] = await Promise.all([part(this.folder, "wasm"), part(this.folder, "dump")]);
    const worker = await newWorker(this.folder);
    this.worker = worker;
    const reply = await this.send({ kind: "load", engine, dump });
    if (reply.kind === "ready") this.triples = reply.triples;
  }

  /** Ends the question under way; the next one starts a new engine. */
  stop(): void {
    this.worker?.terminate();
    this.worker = undefined;
    this.giveUp?.(new Stopped());
  }

  private send(message: Load | Ask): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const worker = this.worker;
      if (!worker) return reject(new Stopped());
      this.giveUp = reject;
      worker.onerror = (event) => reject(new QueryFailed({ message: event.message, fatal: true }));
      worker.onmessage = ({ data }: MessageEvent<Reply>) => {
        if (data.kind !== "failure") return resolve(data);
        if (data.failure.fatal) this.stop();
        reject(new QueryFailed(data.failure));
      };
      worker.postMessage(message);
    });
  }
}

/** A page opened from disk may not start a worker from a file, only from text it holds itself. */
async function newWorker(folder: string): Promise<Worker> {
  if (location.protocol !== "file:") return new Worker(`${folder}worker.js`);
  await script(`${folder}worker.js`);
  const source = `(${String((globalThis as unknown as { goudenWorker: () => void }).goudenWorker)})()`;
  return new Worker(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
}
