import * as vscode from "vscode";

import type { InlineEdit, PendingEdits } from "../../src/host/edit/inlineEdit";

/** Edits as a test says they are; what is decided about them is written down, and taken off. */
export class FakeEdits implements PendingEdits {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  /** Such as "keep edit-1 2". */
  readonly calls: string[] = [];
  all: readonly InlineEdit[] = [];
  original = "before";

  /** One edit of a document under review unless told otherwise. */
  static edit(uri: vscode.Uri, more: Partial<InlineEdit> = {}): InlineEdit {
    return {
      id: "edit-1",
      group: "group-1",
      uri,
      instruction: "Do it",
      phase: { type: "reviewing" },
      range: { start: 0, end: 1 },
      hunks: [],
      risks: [],
      ...more,
    };
  }

  set(...edits: readonly InlineEdit[]): void {
    const uris = new Map([...this.all, ...edits].map(({ uri }) => [uri.toString(), uri]));
    this.all = edits;
    uris.forEach((uri) => this.#changed.fire(uri));
  }

  of(uri: vscode.Uri): readonly InlineEdit[] {
    return this.all.filter((edit) => edit.uri.toString() === uri.toString());
  }

  find(editId: string): InlineEdit | undefined {
    return this.all.find(({ id }) => id === editId);
  }

  async start(): Promise<void> {
    this.calls.push("start");
  }

  async propose(): Promise<void> {
    this.calls.push("propose");
  }

  async keep(editId: string, hunkId?: number): Promise<void> {
    this.#decide("keep", editId, hunkId);
  }

  async undo(editId: string, hunkId?: number): Promise<void> {
    this.#decide("undo", editId, hunkId);
  }

  async review(editId: string): Promise<void> {
    this.calls.push(`review ${editId}`);
  }

  cancel(editId: string): void {
    this.calls.push(`cancel ${editId}`);
  }

  async retry(editId: string): Promise<void> {
    this.calls.push(`retry ${editId}`);
  }

  async followUp(editId: string): Promise<void> {
    this.calls.push(`followUp ${editId}`);
  }

  requestFor(): undefined {
    return undefined;
  }

  texts(editId: string): { readonly original: string; readonly proposed: string } | undefined {
    const phase = this.find(editId)?.phase.type;
    return phase === undefined || phase === "writing"
      ? undefined
      : { original: this.original, proposed: "after" };
  }

  #decide(decision: string, editId: string, hunkId: number | undefined): void {
    this.calls.push([decision, editId, hunkId ?? "all"].join(" "));
    const left = this.all.flatMap((edit) => {
      const hunks =
        edit.id !== editId
          ? edit.hunks
          : edit.hunks.filter(({ id }) => hunkId !== undefined && id !== hunkId);
      return edit.id === editId && hunks.length === 0 ? [] : [{ ...edit, hunks }];
    });
    this.set(...left);
  }
}
