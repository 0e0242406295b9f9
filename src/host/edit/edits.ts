import { randomUUID } from "node:crypto";
import * as vscode from "vscode";

import { needsConsent } from "../../core/editRisk";
import { undoing } from "../../core/editState";
import type { LineRange } from "../../core/lineRange";
import { Disposables } from "../disposables";
import { type ProposalsParts, Proposals, type Kind, risksOf } from "./proposals";
import { askAboutInterrupted, askAboutOverlap, consents, tellEnd } from "./editNotices";
import type { EditedDocument } from "./editedDocument";
import { EditPlaces, type Placed, type PlacesParts } from "./editPlaces";
import type { EditWish, InlineEdit, PendingEdits, ReadyProposal } from "./inlineEdit";
import { LiveEdit } from "./liveEdit";

export type EditsParts = Omit<ProposalsParts, "onChange" | "askAgain"> & Pick<PlacesParts, "state">;

/** An edit that came to nothing, and whose instruction is to be given again. */
export interface InstructionWish {
  readonly uri: vscode.Uri;
  readonly instruction: string;
  readonly range: LineRange;
}

/** Every edit of this window that is pending, and what is done with it. */
export class Edits implements PendingEdits, vscode.Disposable {
  readonly #disposables = new Disposables();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<vscode.Uri>());
  readonly #askAgain = this.#disposables.add(new vscode.EventEmitter<InstructionWish>());
  readonly #places: EditPlaces;
  readonly #proposals: Proposals;

  readonly onDidChange = this.#changed.event;
  readonly onWantsInstruction = this.#askAgain.event;

  constructor(parts: EditsParts) {
    this.#proposals = new Proposals({
      ...parts,
      onChange: (uri) => this.#tell(uri),
      askAgain: ({ uri, instruction, state: { range } }) => this.#askAgain.fire({ uri, instruction, range }),
    });
    const askAgainIf = async (wanted: Promise<boolean>, { place, edit }: Placed): Promise<void> => {
      if ((await wanted) && !place.document.isClosed) {
        await this.#proposals.ask(place, [edit], "new");
      }
    };
    this.#places = new EditPlaces({
      state: parts.state,
      onChange: (uri) => this.#tell(uri),
      onOverlap: (placed) => void askAgainIf(askAboutOverlap(placed.edit.uri), placed),
      onInterrupted: (placed) => void askAgainIf(askAboutInterrupted(placed.edit.uri), placed),
    });
  }

  /** Brings back what was pending when the last window closed. */
  restore(): Promise<void> {
    return this.#places.restore();
  }

  get all(): readonly InlineEdit[] {
    return this.#places.all;
  }

  of(uri: vscode.Uri): readonly InlineEdit[] {
    const address = uri.toString();
    return this.all.filter((edit) => edit.uri.toString() === address);
  }

  find(editId: string): InlineEdit | undefined {
    return this.all.find(({ id }) => id === editId);
  }

  async start({ document, ranges, instruction, context }: EditWish): Promise<void> {
    const place = this.#places.of(document);
    const group = randomUUID();
    const edits = ranges.map(
      (range) =>
        new LiveEdit({
          uri: document.uri,
          group,
          instruction,
          context,
          phase: { type: "gone" },
          state: { range, hunks: [] },
        }),
    );
    await this.#proposals.ask(place, edits, "new");
  }

  async propose({ document, range, lines }: ReadyProposal): Promise<void> {
    const place = this.#places.of(document);
    const edit = new LiveEdit({
      uri: document.uri,
      group: randomUUID(),
      instruction: "",
      phase: { type: "writing", lineCount: lines.length, tail: [] },
      state: { range, hunks: [] },
    });
    const original = place.lines.slice(range.start, range.end);
    place.add(edit);
    await this.#proposals.bring(place, [{ edit, lines, risks: risksOf(document, original, lines) }]);
    this.#tell(document.uri);
  }

  async keep(editId: string, hunkId?: number): Promise<void> {
    const { place, edit } = (await this.#places.live(editId)) ?? {};
    if (place === undefined || edit === undefined) {
      return;
    }
    if (edit.phase.type === "held" && !(await this.#letIn(place, edit))) {
      return;
    }
    if (edit.phase.type === "reviewing") {
      const ids = edit.state.hunks.map(({ id }) => id);
      place.kept(edit, new Set(hunkId === undefined ? ids : [hunkId]));
      this.#tell(edit.uri);
    }
  }

  async undo(editId: string, hunkId?: number): Promise<void> {
    const { place, edit } = (await this.#places.live(editId)) ?? {};
    if (place === undefined || edit === undefined) {
      return;
    }
    if (edit.phase.type === "writing") {
      this.cancel(editId);
    } else if (edit.phase.type === "held") {
      if (edit.state.hunks.length > 0) {
        edit.phase = { type: "reviewing" };
      } else {
        place.forget(edit);
      }
    } else {
      const ids = hunkId === undefined ? "all" : new Set([hunkId]);
      const applied = await place.apply((lines) => ({
        step: undoing(lines, edit.state, ids),
        edits: [edit],
      }));
      if (applied !== "done") {
        tellEnd(edit.uri, applied);
      } else if (edit.state.hunks.length === 0) {
        // Not forgotten: the editor's own Undo brings it back.
        edit.phase = { type: "gone" };
      }
    }
    this.#tell(edit.uri);
  }

  async review(editId: string): Promise<void> {
    const { place, edit } = (await this.#places.live(editId)) ?? {};
    if (place !== undefined && edit !== undefined && edit.phase.type === "held") {
      await this.#letIn(place, edit);
    }
  }

  cancel(editId: string): void {
    this.#places.find(editId)?.edit.running?.abort();
  }

  async retry(editId: string, instruction: string): Promise<void> {
    await this.#ask(editId, instruction, "new");
  }

  async followUp(editId: string, instruction: string): Promise<void> {
    await this.#ask(editId, instruction, "followUp");
  }

  texts(editId: string): { readonly original: string; readonly proposed: string } | undefined {
    const { place, edit } = this.#places.find(editId) ?? {};
    if (place === undefined || edit === undefined) {
      return undefined;
    }
    const { phase, state } = edit;
    const { start, end } = state.range;
    const isHeld = phase.type === "held";
    const proposed = isHeld
      ? [...place.lines.slice(0, start), ...phase.lines, ...place.lines.slice(end)]
      : place.lines;
    return {
      original: undoing(place.lines, state, "all").lines.join(place.eol),
      proposed: proposed.join(place.eol),
    };
  }

  /** Stops all writing and writes down what is pending. */
  async dispose(): Promise<void> {
    await this.#places.dispose();
    this.#places.open.forEach(({ edits }) => edits.forEach((edit) => edit.running?.abort()));
    await this.#disposables.dispose();
  }

  async #ask(editId: string, instruction: string, kind: Kind): Promise<void> {
    const { place, edit } = (await this.#places.live(editId)) ?? {};
    if (place !== undefined && edit !== undefined && edit.phase.type !== "writing") {
      edit.instruction = instruction;
      await this.#proposals.ask(place, [edit], kind);
    }
  }

  /** True when the person agreed and the proposal is in the document. */
  async #letIn(place: EditedDocument, edit: LiveEdit): Promise<boolean> {
    const choice = await consents(edit.uri, edit.risks.filter(needsConsent));
    if (choice === "diff") {
      await vscode.commands.executeCommand("askClaude.showEditDiff", edit.id);
    }
    if (choice !== "apply" || edit.phase.type !== "held") {
      return false;
    }
    const { lines } = edit.phase;
    const isIn = await this.#proposals.apply(place, [{ edit, lines, risks: edit.risks }]);
    this.#tell(edit.uri);
    return isIn;
  }

  #tell(uri: vscode.Uri): void {
    this.#changed.fire(uri);
    this.#places.changed();
  }
}
