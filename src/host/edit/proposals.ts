import * as vscode from "vscode";

import { type Conversation, emptyConversation } from "../../core/conversation";
import { type EditSubject, editQuestion, editTooLong, followUpQuestion } from "../../core/editPrompt";
import { type EditRisk, needsConsent } from "../../core/editRisk";
import { editRisks } from "../../core/editRisks";
import { baseOf, proposing, undoing } from "../../core/editState";
import type { Failure, FailureAction } from "../../core/failure";
import { partialReplacement } from "../../core/partialReplacement";
import { withoutRepeatedContext } from "../../core/repeatedContext";
import { replacementOf } from "../../core/replacement";
import type { RequestOptions } from "../../core/request";
import { baseName } from "../context/item";
import { refusalOf } from "./editability";
import type { EditedDocument } from "./editedDocument";
import { askAboutFailure, askAboutNothing, tellEnd, tellRefusal } from "./editNotices";
import type { LiveEdit, LivePhase } from "./liveEdit";
import { indentationOf, subjectOf } from "./subject";
import { asked, write, type WritingParts, type Written } from "./writing";

export interface ProposalsParts extends WritingParts {
  readonly options: () => RequestOptions;
  /** Something about an edit of this document is another now. */
  readonly onChange: (uri: vscode.Uri) => void;
  /** What a person chose about a failure, except trying again; true when it makes sense to try again now. */
  readonly act: (action: FailureAction) => Promise<boolean>;
  /** Asks for another instruction for an edit that is over. */
  readonly askAgain: (edit: LiveEdit) => void;
}

/** What is asked: anew, from what stood there before the edit, or further, from what stands there now. */
export type Kind = "new" | "followUp";

/** An edit that is asked about, and how it stood before. */
interface Begun {
  readonly edit: LiveEdit;
  readonly before: { readonly phase: LivePhase; readonly conversation: Conversation };
  /** Of this one question. */
  readonly running: AbortController;
}

/** One answer at its end. */
interface Ended extends Begun {
  readonly written: Written;
}

/** A proposal that is whole, with what a person should know of it. */
interface Ready {
  readonly edit: LiveEdit;
  readonly lines: readonly string[];
  readonly risks: readonly EditRisk[];
}

/** More requests than this at once only run into the rate limit. */
const mostAtOnce = 3;

/** Asks for edits, and brings what comes of it into their document. */
export class Proposals {
  readonly #parts: ProposalsParts;

  constructor(parts: ProposalsParts) {
    this.#parts = parts;
  }

  /** Asks for edits of one document; their proposals get into it together, as one step to undo. */
  async ask(place: EditedDocument, edits: readonly LiveEdit[], kind: Kind, isForced = false): Promise<void> {
    const begun = edits.flatMap((edit) => this.#begun(place, edit) ?? []);
    const ended: Ended[] = [];
    const next = begun.values();
    const one = async (): Promise<void> => {
      for (const each of next) {
        ended.push({ ...each, written: await this.#write(place, each, kind, isForced) });
      }
    };
    await Promise.all(Array.from({ length: mostAtOnce }, one));
    begun.forEach(({ edit, running }) => {
      edit.running = edit.running === running ? undefined : edit.running;
    });
    const ready = ended
      // One may be stopped after it ended, while others are still being written.
      .map((end): Ended => (end.running.signal.aborted ? { ...end, written: { type: "stopped" } } : end))
      .flatMap((end) => this.#proposal(place, end, kind));
    await this.bring(place, ready);
    this.#parts.onChange(place.document.uri);
  }

  /** Brings proposals into the document, or holds them where the person has to agree first. */
  async bring(place: EditedDocument, ready: readonly Ready[]): Promise<void> {
    const held = ready.filter(({ risks }) => risks.some(needsConsent));
    for (const { edit, lines, risks } of held) {
      edit.risks = risks;
      edit.phase = { type: "held", lines };
    }
    await this.apply(
      place,
      ready.filter((each) => !held.includes(each)),
    );
  }

  /** Puts proposals into the document for review. */
  async apply(place: EditedDocument, ready: readonly Ready[]): Promise<boolean> {
    if (ready.length === 0) {
      return true;
    }
    const why = await refusalOf(place.document);
    if (why !== undefined) {
      // VS Code would let extensions change what nobody can change in an editor.
      ready.forEach(({ edit }) => place.forget(edit));
      void vscode.window.showWarningMessage(why);
      return false;
    }
    const linesOf = new Map(ready.map(({ edit, lines }) => [edit, lines]));
    let planned: readonly LiveEdit[] = [];
    const applied = await place.apply((lines) => {
      // Without those whose lines the person changed in the last moment.
      const edits = place.edits.filter((edit) => linesOf.has(edit) && edit.phase.type !== "reviewing");
      planned = edits;
      const proposals = edits.map((edit) => ({
        ...edit.state,
        lines: linesOf.get(edit) ?? [],
        firstId: edit.freshHunkId,
      }));
      return { step: proposing(lines, proposals), edits };
    });
    for (const { edit, risks } of ready.filter((each) => planned.includes(each.edit))) {
      if (applied === "done") {
        edit.risks = risks;
        edit.phase = edit.state.hunks.length === 0 ? { type: "gone" } : { type: "reviewing" };
      } else {
        place.forget(edit);
      }
    }
    if (applied !== "done") {
      tellEnd(place.document.uri, applied);
    }
    place.settled();
    return applied === "done";
  }

  /** From now on its lines are followed, though it may wait for its turn; undefined when it cannot be asked for. */
  #begun(place: EditedDocument, edit: LiveEdit): Begun | undefined {
    const { document } = place;
    if (editTooLong(subjectOf(document, place.lines, edit.state.range))) {
      place.forget(edit);
      void vscode.window.showWarningMessage(
        vscode.l10n.t(
          "This is too much of {0} to be edited at once. Select less of it.",
          baseName(document.uri),
        ),
      );
      return undefined;
    }
    const before = { phase: edit.phase, conversation: edit.conversation };
    const running = new AbortController();
    edit.running?.abort();
    edit.running = running;
    edit.phase = { type: "writing", lineCount: 0, tail: [] };
    place.add(edit);
    this.#parts.onChange(document.uri);
    return { edit, before, running };
  }

  async #write(place: EditedDocument, begun: Begun, kind: Kind, isForced: boolean): Promise<Written> {
    const { onChange, options, log } = this.#parts;
    const { edit, before, running } = begun;
    if (running.signal.aborted) {
      return { type: "stopped" };
    }
    const { uri } = edit;
    try {
      const requestOptions = options();
      const conversation = kind === "new" ? emptyConversation(edit.id) : before.conversation;
      const subject = this.#subject(place, begun, kind);
      const text =
        conversation.turns.length === 0
          ? editQuestion(subject, edit.instruction)
          : followUpQuestion(subject, edit.instruction);
      const result = await write(
        {
          conversation: asked(conversation, text, edit.context, requestOptions),
          options: requestOptions,
          isForced,
          signal: running.signal,
          onProgress: (phase) => {
            if (edit.phase.type === "writing") {
              edit.phase = phase;
              onChange(uri);
            }
          },
        },
        this.#parts,
      );
      edit.conversation = result.conversation;
      return result.written;
    } catch (error) {
      log.error("An edit failed in this extension.", error);
      const message = error instanceof Error ? error.name : "error";
      return { type: "failed", failure: { kind: "unexpected", message } };
    }
  }

  #subject({ document, lines }: EditedDocument, { edit, before }: Begun, kind: Kind): EditSubject {
    const { state } = edit;
    const { phase } = before;
    if (phase.type === "held" && kind === "followUp") {
      const { start, end } = state.range;
      const shown = [...lines.slice(0, start), ...phase.lines, ...lines.slice(end)];
      return subjectOf(document, shown, { start, end: start + phase.lines.length });
    }
    if (kind === "new" && state.hunks.length > 0) {
      const step = undoing(lines, state, "all");
      return subjectOf(document, step.lines, step.states[0]?.range ?? state.range);
    }
    return subjectOf(document, lines, state.range);
  }

  /** The proposal of an answer; none when the edit ends here or stands as before, and the person knows why. */
  #proposal(place: EditedDocument, end: Ended, kind: Kind): readonly Ready[] {
    const { edit, written } = end;
    if (written.type === "whole") {
      const replacement = this.#replacement(place, edit, written.raw);
      if (!("empty" in replacement) && !this.#changesNothing(place, edit, replacement.lines)) {
        return [{ edit, lines: replacement.lines, risks: this.#risks(place, edit, replacement.lines) }];
      }
      this.#back(place, end);
      void this.#afterNothing(edit, replacement.said);
      return [];
    }
    this.#back(place, end);
    if (written.type === "refused") {
      tellRefusal(edit.uri);
    } else if (written.type === "failed") {
      void this.#afterFailure(place, end, kind, written.failure, []);
    } else if (written.type === "cut") {
      // The last line may be half.
      const whole = written.raw.slice(0, written.raw.lastIndexOf("\n") + 1);
      const came = this.#replacement(place, edit, whole);
      void this.#afterFailure(place, end, kind, written.failure ?? "cut", "empty" in came ? [] : came.lines);
    }
    return [];
  }

  #replacement(
    { document, lines }: EditedDocument,
    edit: LiveEdit,
    raw: string,
  ): ReturnType<typeof replacementOf> {
    const style = { languageId: document.languageId, ...indentationOf(document) };
    const original = baseOf(lines, edit.state);
    const replacement = replacementOf(raw, original, style);
    if ("empty" in replacement) {
      return replacement;
    }
    const { start, end } = edit.state.range;
    const around = { above: lines.slice(0, start), below: lines.slice(end) };
    return { ...replacement, lines: withoutRepeatedContext(replacement.lines, original, around) };
  }

  #changesNothing({ lines }: EditedDocument, { state }: LiveEdit, proposed: readonly string[]): boolean {
    const present = lines.slice(state.range.start, state.range.end);
    return proposed.join("\n") === present.join("\n") && proposed.length === present.length;
  }

  #risks(
    { document, lines }: EditedDocument,
    edit: LiveEdit,
    proposal: readonly string[],
  ): readonly EditRisk[] {
    return risksOf(document, baseOf(lines, edit.state), proposal);
  }

  /** As it was before it was asked about. */
  #back(place: EditedDocument, { edit, before, written }: Ended): void {
    const stood = before.phase.type === "reviewing" || before.phase.type === "held";
    if (edit.phase.type === "writing" && stood) {
      edit.phase = before.phase;
      edit.conversation = before.conversation;
    } else if (edit.phase.type === "writing" && written.type === "stopped") {
      place.forget(edit);
    } else if (edit.phase.type === "writing") {
      place.wait(edit);
    }
    this.#parts.onChange(edit.uri);
  }

  async #afterNothing(edit: LiveEdit, said: string): Promise<void> {
    if (await askAboutNothing(edit.uri, said)) {
      this.#parts.askAgain(edit);
    }
  }

  async #afterFailure(
    place: EditedDocument,
    { edit }: Ended,
    kind: Kind,
    failure: Failure | "cut",
    came: readonly string[],
  ): Promise<void> {
    const choice = await askAboutFailure(edit.uri, failure, came.length);
    if (choice === undefined || edit.running !== undefined) {
      return;
    }
    if (choice === "usePartial") {
      const base = baseOf(place.lines, edit.state);
      const lines = partialReplacement(base, came);
      place.add(edit);
      edit.phase = { type: "writing", lineCount: lines.length, tail: [] };
      await this.bring(place, [{ edit, lines, risks: risksOf(place.document, base, lines) }]);
      this.#parts.onChange(edit.uri);
      return;
    }
    const isForced = choice === "askAnyway";
    if (isForced || choice === "tryAgain" || (await this.#parts.act(choice))) {
      await this.ask(place, [edit], kind, isForced);
    }
  }
}

/** What a person should know of lines that are to stand in a document. */
export function risksOf(
  document: vscode.TextDocument,
  original: readonly string[],
  proposal: readonly string[],
): readonly EditRisk[] {
  return editRisks({ proposal, original, path: document.uri.path, encoding: document.encoding });
}
