/** What both asking pages share: one question at a time, its state told, a button that stops it. */

import { type Engine, QueryFailed, Stopped } from "./engine";
import type { Answer } from "./messages";
import { said, type Words } from "./words";

export interface Controls {
  run: HTMLButtonElement;
  stop: HTMLButtonElement;
  /** An element with role `status`, read aloud when it changes. */
  state: HTMLElement;
}

export class Asking {
  private busy = false;

  constructor(
    private readonly engine: Engine,
    private readonly controls: Controls,
    private readonly words: Words,
  ) {
    controls.stop.addEventListener("click", () => engine.stop());
  }

  /** Asks and shows; nothing happens while a question is under way. */
  async ask(text: string, show: (answer: Answer) => Promise<string> | string, fail: (error: QueryFailed) => void = () => {}): Promise<void> {
    if (this.busy) return;
    this.begin();
    try {
      await this.engine.ready();
      this.tell("asking");
      const start = performance.now();
      const answer = await this.engine.ask(text);
      const seconds = ((performance.now() - start) / 1000).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 3 });
      this.controls.state.textContent = said(this.words, "done", { rows: await show(answer), seconds });
    } catch (error) {
      this.failed(error as Error, fail);
    } finally {
      this.end();
    }
  }

  private begin(): void {
    this.busy = true;
    this.controls.run.disabled = true;
    this.controls.stop.disabled = false;
    this.controls.state.className = "state";
    this.tell("loading");
  }

  private end(): void {
    this.busy = false;
    this.controls.run.disabled = false;
    this.controls.stop.disabled = true;
  }

  private failed(error: Error, fail: (error: QueryFailed) => void): void {
    if (error instanceof Stopped) return this.tell("stopped");
    this.controls.state.className = "state failed";
    if (!(error instanceof QueryFailed)) return this.tell("unreachable", { words: error.message });
    const { line, column, message, fatal } = error.failure;
    if (fatal) this.tell("overflow");
    else this.tell(line ? "faulty" : "refused", { line: line ?? 0, column: column ?? 0, words: message });
    fail(error);
  }

  private tell(key: string, values: Record<string, string | number> = {}): void {
    this.controls.state.textContent = said(this.words, key, values);
  }
}
