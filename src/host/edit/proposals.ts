import * as vscode from "vscode";

import type { Conversation } from "../../core/conversation";
import type { EditRisk } from "../../core/editRisk";
import { baseOf } from "../../core/editState";
import type { Failure, FailureAction } from "../../core/failure";
import { partialReplacement } from "../../core/partialReplacement";
import type { LineRange } from "../../core/lineRange";
import type { RequestOptions } from "../../core/request";
import { bring, type Ready } from "./bringing";
import { sameLines } from "./documentLines";
import type { EditedDocument } from "./editedDocument";
import { askAboutFailure, askAboutNothing, tellEnd, tellRefusal } from "./editNotices";
import type { LiveEdit, LivePhase } from "./liveEdit";
import { isThere, type Kind, questionFor, replacementFor, risksFor, risksOf } from "./proposal";
import { isTooMuch } from "./tooMuch";
import { write, type WritingParts, type Written } from "./writing";

export interface ProposalsParts extends WritingParts {
  readonly options: () => RequestOptions;
  /** Whether these lines, and what is sent around them, may go out; asks the person where they look like a secret. */
  readonly maySend: (
    document: vscode.TextDocument,
    ranges: readonly LineRange[],
  ) => boolean | Promise<boolean>;
  /** Something about an edit of this document is another now. */
  readonly onChange: (uri: vscode.Uri) => void;
  /** What a person chose about a failure, except trying again; true when it makes sense to try again now. */
  readonly act: (action: FailureAction) => Promise<boolean>;
  /** Asks for another instruction for an edit that is over. */
  readonly askAgain: (edit: LiveEdit, instruction: string) => void;
}

/** One question about edits. */
export interface Asking {
  readonly kind: Kind;
  readonly instruction: string;
  /** The person was told why it was held back, and wants it all the same. */
  readonly isForced?: boolean;
}

/** An edit that is asked about, and how it stood before. */
interface Begun {
  readonly edit: LiveEdit;
  readonly before: {
    readonly phase: LivePhase;
    readonly conversation: Conversation;
    readonly instruction: string;
    readonly risks: readonly EditRisk[];
  };
  /** Of this one question. */
  readonly running: AbortController;
}

/** One answer at its end. */
interface Ended extends Begun {
  readonly written: Written;
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
  async ask(place: EditedDocument, edits: readonly LiveEdit[], asking: Asking): Promise<void> {
    const { document } = place;
    const ranges = edits.map(({ state }) => state.range);
    const maySend = this.#parts.maySend(document, ranges);
    // Without a pause where nobody is asked: from here on the lines are followed.
    if (maySend !== true && !(await maySend)) {
      return;
    }
    if (document.isClosed) {
      return tellEnd(document.uri, "closed");
    }
    const begun = edits.flatMap((edit) => this.#begun(place, edit, asking.instruction) ?? []);
    const ended: Ended[] = [];
    const next = begun.values();
    const one = async (): Promise<void> => {
      for (const each of next) {
        ended.push({ ...each, written: await this.#write(place, each, asking) });
      }
    };
    await Promise.all(Array.from({ length: mostAtOnce }, one));
    // Without those that were begun again before the last of them ended: they are another question's now.
    const own = ended.filter(({ edit, running }) => edit.running === running);
    own.forEach(({ edit }) => {
      edit.running = undefined;
    });
    const ready = own
      // One may be stopped after it ended, while others are still being written.
      .map((end): Ended => (end.running.signal.aborted ? { ...end, written: { type: "stopped" } } : end))
      .flatMap((end) => this.#proposal(place, end, asking));
    await bring(place, ready);
    this.#parts.onChange(place.document.uri);
  }

  /** From now on its lines are followed, though it may wait for its turn; undefined when it cannot be asked for. */
  #begun(place: EditedDocument, edit: LiveEdit, instruction: string): Begun | undefined {
    const { document } = place;
    if (isTooMuch(place, edit, this.#parts.options())) {
      return undefined;
    }
    const { phase, conversation, risks } = edit;
    const before = { phase, conversation, risks, instruction: edit.instruction };
    edit.instruction = instruction;
    const running = new AbortController();
    edit.running?.abort();
    edit.running = running;
    edit.phase = { type: "writing", lineCount: 0, tail: [] };
    place.add(edit);
    this.#parts.onChange(document.uri);
    return { edit, before, running };
  }

  async #write(place: EditedDocument, begun: Begun, asking: Asking): Promise<Written> {
    const { isForced = false } = asking;
    const { onChange, options, log } = this.#parts;
    const { edit, before, running } = begun;
    if (running.signal.aborted) {
      return { type: "stopped" };
    }
    const { uri } = edit;
    try {
      const requestOptions = options();
      const result = await write(
        {
          conversation: questionFor(place, edit, before, asking, requestOptions),
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

  /** The proposal of an answer; none when the edit ends here or stands as before, and the person knows why. */
  #proposal(place: EditedDocument, end: Ended, asking: Asking): readonly Ready[] {
    const { edit, written } = end;
    if (written.type === "whole") {
      const replacement = replacementFor(place, edit, written.raw);
      if (!("empty" in replacement) && !isThere(place, edit, replacement.lines)) {
        return [{ edit, lines: replacement.lines, risks: risksFor(place, edit, replacement.lines) }];
      }
      this.#back(place, end);
      void this.#afterNothing(place, end, asking, replacement.said);
      return [];
    }
    this.#back(place, end);
    if (written.type === "refused") {
      tellRefusal(edit.uri);
    } else if (written.type === "failed") {
      void this.#afterFailure(place, end, asking, written.failure, []);
    } else if (written.type === "cut") {
      // The last line may be half.
      const whole = written.raw.slice(0, written.raw.lastIndexOf("\n") + 1);
      const came = replacementFor(place, edit, whole);
      void this.#afterFailure(
        place,
        end,
        asking,
        written.failure ?? "cut",
        "empty" in came ? [] : came.lines,
      );
    }
    return [];
  }

  /** As it was before it was asked about. */
  #back(place: EditedDocument, { edit, before, written }: Ended): void {
    if (edit.phase.type === "writing" && isPending(before.phase)) {
      edit.phase = before.phase;
      edit.conversation = before.conversation;
      edit.instruction = before.instruction;
      edit.risks = before.risks;
    } else if (edit.phase.type === "writing" && written.type === "stopped") {
      place.forget(edit);
    } else if (edit.phase.type === "writing") {
      place.wait(edit);
    }
    this.#parts.onChange(edit.uri);
  }

  async #afterNothing(
    place: EditedDocument,
    { edit, before }: Ended,
    asking: Asking,
    said: string,
  ): Promise<void> {
    const wants = await askAboutNothing(edit.uri, said);
    if (wants && !isPending(before.phase)) {
      this.#parts.askAgain(edit, asking.instruction);
    } else if (wants) {
      await vscode.commands.executeCommand("askClaude.followUpEdit", edit.id);
    }
    place.letGo(edit);
  }

  async #afterFailure(
    place: EditedDocument,
    { edit }: Ended,
    asking: Asking,
    failure: Failure | "cut",
    came: readonly string[],
  ): Promise<void> {
    const base = baseOf(place.lines, edit.state);
    const choice = await askAboutFailure(edit.uri, failure, came.length);
    if (choice === undefined || edit.running !== undefined || place.document.isClosed) {
      place.letGo(edit);
    } else if (choice !== "usePartial") {
      const isForced = choice === "askAnyway";
      if (isForced || choice === "tryAgain" || (await this.#parts.act(choice))) {
        await this.ask(place, [edit], { ...asking, isForced });
      }
    } else if (sameLines(base, baseOf(place.lines, edit.state))) {
      const lines = partialReplacement(base, came);
      edit.phase = { type: "writing", lineCount: lines.length, tail: [] };
      place.add(edit);
      await bring(place, [{ edit, lines, risks: risksOf(place.document, base, lines) }]);
      this.#parts.onChange(edit.uri);
    } else {
      place.letGo(edit);
      tellEnd(edit.uri, "changed");
    }
  }
}

function isPending({ type }: LivePhase): boolean {
  return type === "reviewing" || type === "held";
}
