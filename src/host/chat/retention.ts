import * as vscode from "vscode";

import { deletionByClock, mayDelete, outdated, type RetentionDecision } from "../../core/retention";
import { isObject } from "../../core/shape";
import type { Log } from "../log";
import { onDidChangeSetting, setting } from "../settings";
import type { Listed } from "./conversationList";
import type { History } from "./history";

const decisionName = "retentionDecision";
const onceADayMs = 24 * 60 * 60 * 1000;
/** A number is typed digit by digit: 3, which it passes on the way to 30, is not meant. */
const usualSettleMs = 3_000;

export interface RetentionParts {
  readonly history: Pick<History, "list" | "deleteUntouched" | "flush" | "open">;
  /** Remembers what the person said, for all windows. */
  readonly state: vscode.Memento;
  readonly isOpen: (conversationId: string) => boolean;
  readonly log: Log;
  /** How long the setting has to stay the same before it counts, in milliseconds. */
  readonly settleMs?: number;
}

/**
 * Deletes conversations that have not changed for as long as the setting says: when the chat is first seen in a window,
 * once a day after that, and when the setting has changed.
 */
export class Retention implements vscode.Disposable {
  readonly #parts: RetentionParts;
  #timer: NodeJS.Timeout | undefined;
  #settling: NodeJS.Timeout | undefined;
  #changes: vscode.Disposable | undefined;
  #isAsking = false;

  constructor(parts: RetentionParts) {
    this.#parts = parts;
  }

  /** The chat is seen: looks now, and every day from now on. Gives whether it is the first time. */
  begin(): boolean {
    const isFirst = this.#timer === undefined;
    if (isFirst) {
      this.#timer = setInterval(() => void this.run(), onceADayMs);
      this.#timer.unref();
      this.#changes = onDidChangeSetting("keepConversations", () => {
        clearTimeout(this.#settling);
        this.#settling = setTimeout(() => void this.run(), this.#parts.settleMs ?? usualSettleMs);
      });
      void this.run();
    }
    return isFirst;
  }

  /** Looks once, and asks if need be. Never rejects. */
  async run(): Promise<void> {
    if (this.#isAsking) {
      return;
    }
    this.#isAsking = true;
    try {
      let days = setting("keepConversations");
      await this.#run(days);
      // While a question stood, the setting may have changed, and nobody has looked since.
      while (days !== setting("keepConversations")) {
        days = setting("keepConversations");
        await this.#run(days);
      }
    } catch (error) {
      this.#parts.log.error("Old conversations could not be deleted.", error);
    } finally {
      this.#isAsking = false;
    }
  }

  dispose(): void {
    clearInterval(this.#timer);
    clearTimeout(this.#settling);
    this.#changes?.dispose();
  }

  async #run(days: number): Promise<void> {
    const { history, state, log } = this.#parts;
    if (days === 0) {
      return;
    }
    const { old, byClock, all } = await this.#look(days);
    if (old.length === 0 || byClock === "never") {
      return;
    }
    const answer = mayDelete(decisionIn(state), days);
    const isAgreed =
      answer === "ask"
        ? await this.#ask(old.length, days)
        : answer === "yes" && (byClock === "usual" || (await this.#askAgain(old.length, all, days)));
    if (!isAgreed) {
      return;
    }
    // While the question stood, some of them may have been opened, the setting changed, or the clock been put right.
    const now = await this.#look(days);
    const isStill = setting("keepConversations") === days && now.byClock !== "never";
    const agreed = new Set(old.map(({ id }) => id));
    const gone = isStill ? now.old.filter(({ id }) => agreed.has(id)) : [];
    if (gone.length > 0) {
      // Until the very last moment something may be asked in one of them, here or in another window.
      const count = await history.deleteUntouched(gone);
      log.info(`${count} conversations had not changed for ${days} days and were deleted.`);
    }
  }

  /** What is old, of how many, and what there is to say of the clock that says so. */
  async #look(days: number): Promise<{
    readonly old: readonly Listed[];
    readonly all: number;
    readonly byClock: ReturnType<typeof deletionByClock>;
  }> {
    const { history, isOpen } = this.#parts;
    await history.flush();
    const all = await history.list();
    const now = Date.now();
    const elsewhere = await history.open.elsewhere();
    const old = new Set(outdated(all, days, now, (id) => isOpen(id) || elsewhere.has(id)));
    return {
      old: all.filter(({ id }) => old.has(id)),
      all: all.length,
      byClock: deletionByClock(all, old.size, now),
    };
  }

  /** Agreed once, but not to this: a clock that is wrong makes everything old. What is said holds for this time only. */
  async #askAgain(count: number, all: number, days: number): Promise<boolean> {
    const remove = vscode.l10n.t("Delete Them");
    const keep = vscode.l10n.t("Keep Them");
    const today = new Intl.DateTimeFormat(vscode.env.language, { dateStyle: "long" }).format(Date.now());
    const message = vscode.l10n.t(
      "By the clock of this computer it is {0}, and {1} of your {2} conversations have not changed for more than {3} days. Delete them, with their images? This cannot be undone.",
      today,
      count,
      all,
      days,
    );
    return (await vscode.window.showWarningMessage(message, remove, keep)) === remove;
  }

  /** Whoever leaves the question without an answer is asked again another day. */
  async #ask(count: number, days: number): Promise<boolean> {
    const remove = vscode.l10n.t("Delete Them");
    const keep = vscode.l10n.t("Keep Them");
    const message =
      count === 1
        ? vscode.l10n.t(
            "You have set that conversations are kept for {0} days. One has not changed for longer. Delete it, with its images? This cannot be undone.",
            days,
          )
        : vscode.l10n.t(
            "You have set that conversations are kept for {0} days. {1} have not changed for longer. Delete them, with their images? This cannot be undone.",
            days,
            count,
          );
    const chosen = await vscode.window.showWarningMessage(message, remove, keep);
    if (chosen !== undefined) {
      const decision: RetentionDecision = { days, mayDelete: chosen === remove };
      await this.#parts.state.update(decisionName, decision);
    }
    return chosen === remove;
  }
}

function decisionIn(state: vscode.Memento): RetentionDecision | undefined {
  const value = state.get<unknown>(decisionName);
  if (!isObject(value)) {
    return undefined;
  }
  const { days, mayDelete: may } = value;
  return typeof days === "number" && typeof may === "boolean" ? { days, mayDelete: may } : undefined;
}
