/** The SPARQL editor: colours, completion of the dataset's terms, faults shown at their place. */

import { autocompletion, type Completion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import type { Failure } from "./messages";
import { found, type Terms } from "./terms";

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--code-keyword)", fontWeight: "600" },
  { tag: [tags.variableName, tags.special(tags.variableName)], color: "var(--code-variable)" },
  { tag: tags.string, color: "var(--code-string)" },
  { tag: [tags.atom, tags.number], color: "var(--code-atom)" },
  { tag: tags.comment, color: "var(--code-comment)", fontStyle: "italic" },
]);

const looks = EditorView.theme({
  "&": { fontSize: "0.95rem", border: "1px solid var(--edge)", borderRadius: "6px", background: "var(--paper)", color: "var(--ink)" },
  "&.cm-focused": { outline: "3px solid var(--gold)", outlineOffset: "2px" },
  ".cm-scroller": { fontFamily: "var(--mono)", minHeight: "14rem", maxHeight: "32rem" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-gutters": { background: "var(--shade)", color: "var(--soft-ink)", border: "none" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-tooltip": { background: "var(--paper)", color: "var(--ink)", border: "1px solid var(--line)" },
  ".cm-completionDetail": { fontStyle: "normal", color: "var(--soft-ink)" },
});

export interface Editor {
  text(): string;
  replace(text: string): void;
  show(failure: Failure): void;
  clear(): void;
}

/** An editor inside `host`. It lives in a shadow root, where style sheets need no exception in a content policy. */
export function editor(host: HTMLElement, text: string, label: string, terms: Promise<Terms>, run: () => void): Editor {
  const root = host.attachShadow({ mode: "open" });
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({ doc: text, extensions: extensions(label, terms, run) }),
  });
  return {
    text: () => view.state.doc.toString(),
    replace: (fresh) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: fresh } }),
    show: (failure) => mark(view, failure),
    clear: () => view.dispatch(setDiagnostics(view.state, [])),
  };
}

function extensions(label: string, terms: Promise<Terms>, run: () => void) {
  const ask = { key: "Mod-Enter", run: () => (run(), true) };
  return [
    keymap.of([ask, ...defaultKeymap.filter(({ key }) => key !== "Mod-Enter"), ...historyKeymap]),
    lineNumbers(),
    history(),
    bracketMatching(),
    lintGutter(),
    StreamLanguage.define(sparql),
    syntaxHighlighting(colours),
    autocompletion({ override: [(context) => completed(context, terms)] }),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ "aria-label": label, id: "editor" }),
    looks,
  ];
}

function mark(view: EditorView, failure: Failure): void {
  const { doc } = view.state;
  if (failure.line === undefined) return;
  const line = doc.line(Math.min(Math.max(failure.line, 1), doc.lines));
  const from = Math.min(line.from + Math.max((failure.column ?? 1) - 1, 0), line.to);
  const to = Math.min(from + 1, line.to);
  const fault = { from: Math.min(from, Math.max(to - 1, line.from)), to, severity: "error" as const, message: failure.message };
  view.dispatch(setDiagnostics(view.state, [fault]), { selection: { anchor: from }, scrollIntoView: true });
}

async function completed(context: CompletionContext, terms: Promise<Terms>): Promise<CompletionResult | null> {
  const word = context.matchBefore(/[\w:?-]+/);
  if (!word || (word.text.length < 2 && !context.explicit)) return null;
  const text = context.state.doc.toString();
  const { prefixes, terms: known } = await terms;
  const options = found(word.text, known, text).map((term): Completion => ({
    label: term.name,
    detail: term.label,
    type: term.kind,
    apply: (view, _, from, to) => insert(view, term.name, prefixes, from, to),
  }));
  return options.length ? { from: word.from, options, filter: false } : null;
}

/** Puts a term in place, and its prefix on top where the query does not have it yet. */
function insert(view: EditorView, name: string, prefixes: Record<string, string>, from: number, to: number): void {
  const prefix = /^([a-z][\w-]*):/.exec(name)?.[1];
  const namespace = prefix === undefined ? undefined : prefixes[prefix];
  const declared = new RegExp(`prefix\\s+${prefix}:`, "i").test(view.state.doc.toString());
  const heading = namespace && !declared ? [{ from: 0, insert: `PREFIX ${prefix}: <${namespace}>\n` }] : [];
  const added = heading[0]?.insert.length ?? 0;
  view.dispatch({ changes: [...heading, { from, to, insert: name }], selection: { anchor: from + added + name.length } });
}
