import { randomUUID } from "node:crypto";
import * as vscode from "vscode";

import { baseOf, undoing } from "../../core/editState";
import type { LineRange } from "../../core/lineRange";
import { buildRequest, type MessageRequest, type RequestOptions } from "../../core/request";
import { hasSameBeginning } from "../../core/sameBeginning";
import { overlaps } from "../../core/wholeLines";
import { Disposables } from "../disposables";
import { type Kind, questionFor, risksOf } from "./proposal";
import { Proposals, type ProposalsParts } from "./proposals";
import { apply, bring } from "./bringing";
import { askAboutInterrupted, askAboutOverlap, consents, tellEnd } from "./editNotices";
import type { EditedDocument } from "./editedDocument";
import { EditPlaces, type Placed, type PlacesParts } from "./editPlaces";
import { goingOn } from "./goingOn";
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
  readonly #options: () => RequestOptions;
  #isDisposed = false;

  readonly onDidChange = this.#changed.event;
  readonly onWantsInstruction = this.#askAgain.event;

  constructor(parts: EditsParts) {
    this.#options = parts.options;
    this.#proposals = new Proposals({
      ...parts,
      onChange: (uri) => this.#tell(uri),
      askAgain: ({ uri, state: { range } }, instruction) => this.#askAgain.fire({ uri, instruction, range }),
    });
    const askAgainIf = async (wanted: Promise<boolean>, { place, edit }: Placed): Promise<void> => {
      if ((await wanted) && !place.document.isClosed) {
        await this.#proposals.ask(place, [edit], { kind: "new", instruction: edit.instruction });
      }
      place.letGo(edit);
    };
    this.#places = new EditPlaces({
      state: parts.state,
      redact: (text) => parts.log.forDisk(text),
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
    if (place.edits.some(({ state }) => ranges.some((range) => overlaps(range, state.range)))) {
      return tellEnd(document.uri, "taken");
    }
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
    await this.#proposals.ask(place, edits, { kind: "new", instruction });
  }

  async propose({ document, range, lines }: ReadyProposal): Promise<void> {
    const place = this.#places.of(document);
    const pending = place.edits.filter(({ state }) => overlaps(range, state.range));
    const [first] = pending;
    if (pending.length > 1 || (first !== undefined && first.phase.type !== "reviewing")) {
      return tellEnd(document.uri, "taken");
    }
    const { edit, range: all, lines: proposed } = goingOn(place, first, range, lines);
    edit.state = { ...edit.state, range: all };
    edit.phase = { type: "writing", lineCount: lines.length, tail: [] };
    place.add(edit);
    const base = baseOf(place.lines, edit.state);
    const risks = risksOf(document, base, proposed);
    await bring(place, [{ edit, lines: proposed, risks }], !hasSameBeginning(base, proposed));
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
    if (edit.phase.type === "writing") {
      void vscode.window.showInformationMessage(
        vscode.l10n.t("Claude is still writing this edit. Wait for it, or stop it first."),
      );
    } else if (edit.phase.type === "reviewing") {
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
      place.drop(edit);
      edit.risks = [];
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

  requestFor(editId: string, kind: Kind, instruction: string): MessageRequest | undefined {
    const { place, edit } = this.#places.find(editId) ?? {};
    if (place === undefined || edit === undefined) {
      return undefined;
    }
    const options = this.#options();
    return buildRequest(questionFor(place, edit, edit, { kind, instruction }, options), options);
  }

  /** Stops all writing and writes down what is pending. */
  async dispose(): Promise<void> {
    this.#isDisposed = true;
    await this.#places.dispose();
    this.#places.open.forEach(({ edits }) => edits.forEach((edit) => edit.running?.abort()));
    await this.#disposables.dispose();
  }

  async #ask(editId: string, instruction: string, kind: Kind): Promise<void> {
    const { place, edit } = (await this.#places.live(editId)) ?? {};
    if (place !== undefined && edit !== undefined && edit.phase.type !== "writing") {
      await this.#proposals.ask(place, [edit], { kind, instruction });
    }
  }

  /** True when the person agreed and the proposal is in the document. */
  async #letIn(place: EditedDocument, edit: LiveEdit): Promise<boolean> {
    const choice = await consents(edit.uri, edit.risks, edit.state.range.start);
    if (choice === "diff") {
      await vscode.commands.executeCommand("askClaude.showEditDiff", edit.id);
    }
    if (choice !== "apply" || edit.phase.type !== "held") {
      return false;
    }
    const { lines } = edit.phase;
    const isIn = await apply(place, [{ edit, lines, risks: edit.risks }]);
    this.#tell(edit.uri);
    return isIn;
  }

  #tell(uri: vscode.Uri): void {
    this.#changed.fire(uri);
    // What is stopped because the window closes is still pending for the next one.
    if (!this.#isDisposed) {
      this.#places.changed();
    }
  }
}
