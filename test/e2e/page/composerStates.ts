import type { ContextItem } from "../../../src/core/context";
import type { Estimate } from "../../../src/core/estimate";
import type { CompletionItem, ViewState } from "../../../src/core/protocol";
import { emptyState } from "./chatPage";
import { answered } from "./viewStates";

/** A chip of a test; what it holds does not matter to the page. */
export function chip(id: string, fileName: string, more: Partial<ContextItem> = {}): ContextItem {
  return {
    kind: "file",
    id,
    uri: `file:///w/${fileName}`,
    fileName,
    languageId: "typescript",
    startLine: 0,
    endLine: 0,
    text: "x",
    ...more,
  };
}

/** Chips of every kind. */
export const allKinds: readonly ContextItem[] = [
  chip("k1", "src/pricing.ts", { kind: "selection", startLine: 10, endLine: 24 }),
  chip("k2", "src/retry.ts", { kind: "symbol", startLine: 3, endLine: 41 }),
  chip("k3", "src/words.py"),
  chip("k4", "src", { kind: "folder" }),
  chip("k5", "src/index.ts", { kind: "problems" }),
  chip("k6", "bash", { kind: "terminal" }),
  chip("k7", "Unstaged changes", { kind: "diff" }),
  chip("k8", "analysis.ipynb", { kind: "cell", startLine: 1, endLine: 9 }),
  chip("k9", ".env.local", { isIgnored: true }),
];

/** What is attached, and what the next question would send. */
export const estimate: Estimate = {
  tokens: 1240,
  isExact: false,
  contextTokens: 200_000,
  price: { low: 0.0031, high: 0.162 },
  fit: "ok",
  chips: { k1: 312, k2: 1240, k3: 88, k4: 40, k5: 120, k6: 2400, k7: 15_300, k8: 77, k9: 9 },
};

/** Lines as the host gives them for `#`. */
export const someItems: readonly CompletionItem[] = [
  { id: "c1", label: "Selection", detail: "pricing.ts:10-24", icon: "list-selection" },
  { id: "c2", label: "Problems", detail: "pricing.ts", icon: "warning" },
  { id: "c3", label: "Open Editors", detail: "4 files", icon: "files" },
  { id: "c4", label: "Unstaged Changes", detail: "my-project", icon: "diff" },
  { id: "c5", label: "Terminal Selection", detail: "", icon: "terminal" },
  { id: "c6", label: "pricing.ts", detail: "src", icon: "file" },
  {
    id: "c7",
    label: "retry.ts",
    detail: "src/net/with/a/long/path/that/does/not/fit/into/the/line",
    icon: "file",
  },
  { id: "c8", label: "secrets.local.json", detail: "config", icon: "file", isIgnored: true },
  { id: "c9", label: "applyDiscount", detail: "src/pricing.ts", icon: "symbol-method" },
  { id: "c10", label: "Order", detail: "src/pricing.ts", icon: "symbol-interface" },
  { id: "c11", label: "src/", detail: "", icon: "folder" },
  { id: "c12", label: "test/", detail: "", icon: "folder" },
];

const model = {
  id: "claude-sonnet-5-5",
  name: "Claude Sonnet 5.5",
  effort: { value: "high", choices: ["low", "medium", "high"] },
  thinking: { on: true, canChange: true },
} as const;

const draft = { text: "Why does the discount come off before the tax?", context: allKinds.slice(0, 2) };

/** The composer in each of its states. */
export const composerStates: Readonly<Record<string, ViewState>> = {
  "everything the model can": { ...emptyState, model, estimate, draft },
  "chips of every kind, one by itself": {
    ...emptyState,
    model,
    estimate,
    draft: { text: "", context: allKinds },
    auto: chip("auto", "src/checkout.ts", { kind: "selection", startLine: 5, endLine: 9 }),
  },
  "a price nobody knows, counted": {
    ...answered({ type: "complete", stopReason: "end_turn" }, "Yes."),
    model: { id: "my-model", name: "my-model", problem: "unknown" },
    estimate: { tokens: 812, isExact: true, fit: "ok", chips: {} },
  },
  "little room": { ...emptyState, model, draft, estimate: { ...estimate, tokens: 181_000, fit: "tight" } },
  "no room": { ...emptyState, model, draft, estimate: { ...estimate, tokens: 312_000, fit: "tooLong" } },
  "a retired model": {
    ...emptyState,
    model: { ...model, name: "Claude Sonnet 3.7", problem: "retired" },
    draft,
  },
  "editing an earlier question": {
    ...answered({ type: "complete", stopReason: "end_turn" }, "Yes."),
    model: { ...model, thinking: { on: false, canChange: true } },
    estimate,
    draft: { ...draft, editing: "q1", setAside: { text: "", context: [] } },
  },
};
