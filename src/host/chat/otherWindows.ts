import { isDeepStrictEqual } from "node:util";

import { findTurn, withInterruptions } from "../../core/branches";
import { type Conversation, pendingAnswer, treeOf } from "../../core/conversation";
import type { Disposable } from "../disposables";
import type { Glance } from "./glances";
import type { History } from "./history";
import type { ChatSession } from "./session";

const everyMs = 1_000;
/** A window that writes an answer shows it every second: one that has not for so long is gone, or is not answering. */
const silentMs = 10_000;

interface Seen {
  readonly glance: Glance;
  /** When the other windows last showed that they are there; 0 when they never did. */
  readonly aliveAt: number;
  /** Whether they counted as being there when the conversation was last read. */
  readonly wasAlive: boolean;
}

/**
 * What other windows write to a conversation appears in this one, while it is in sight and no answer is under way here.
 * Nothing is done while no conversation is in sight. An answer that another window is writing is not interrupted; when
 * somebody stops it here, that window stops.
 */
export class OtherWindows implements Disposable {
  readonly #history: Pick<History, "glance" | "beat" | "flush" | "load" | "unwritten">;
  readonly #visible: () => readonly ChatSession[];
  readonly #all: () => readonly ChatSession[];
  readonly #timer: NodeJS.Timeout;
  readonly #seen = new Map<string, Seen>();
  #isLooking = false;

  constructor(
    history: Pick<History, "glance" | "beat" | "flush" | "load" | "unwritten">,
    visible: () => readonly ChatSession[],
    all: () => readonly ChatSession[],
  ) {
    this.#history = history;
    this.#visible = visible;
    this.#all = all;
    this.#timer = setInterval(() => void this.look(), everyMs);
    this.#timer.unref();
  }

  dispose(): void {
    clearInterval(this.#timer);
  }

  /** Looks once; does nothing while it is still looking. Never rejects. */
  async look(): Promise<void> {
    if (this.#isLooking) {
      return;
    }
    this.#isLooking = true;
    try {
      const answering = this.#all().filter((session) => session.isAnswering);
      const sessions = new Set([...this.#visible(), ...answering]);
      this.#forgetOthers(new Set([...sessions].map(({ id }) => id)));
      for (const session of sessions) {
        await this.#lookAt(session);
      }
    } catch {
      // The disk is in trouble: whoever writes tells of it.
    } finally {
      this.#isLooking = false;
    }
  }

  async #lookAt(session: ChatSession): Promise<void> {
    const { id } = session;
    if (session.isAnswering) {
      await this.#history.beat(id);
    }
    const before = this.#seen.get(id);
    const glance = await this.#history.glance(id);
    const isBeating = before !== undefined && before.glance.alive !== glance.alive;
    const aliveAt = isBeating ? performance.now() : (before?.aliveAt ?? 0);
    const isAlive = aliveAt > 0 && performance.now() - aliveAt < silentMs;
    const isSame = before?.glance.written === glance.written && before.wasAlive === isAlive;
    const isTaken = isSame || (await this.#read(session, isAlive));
    if (isTaken) {
      this.#seen.set(id, { glance, aliveAt, wasAlive: isAlive });
    } else {
      this.#seen.set(id, { glance: { ...glance, written: "" }, aliveAt, wasAlive: isAlive });
    }
  }

  /** Gives false when something happened here meanwhile, so that it has to be read again. */
  async #read(session: ChatSession, isAlive: boolean): Promise<boolean> {
    const { id } = session;
    await this.#history.flush();
    const here = session.conversation;
    if (this.#history.unwritten.includes(id)) {
      return false;
    }
    const { conversation, isDeleted } = await this.#history.load(id);
    if (isDeleted === true) {
      // Whoever writes to it next hears of that.
      return true;
    }
    if (session.isAnswering) {
      stopIfStopped(session, conversation);
      return true;
    }
    if (session.conversation !== here) {
      return false;
    }
    const there = isAlive ? conversation : withInterruptions(conversation);
    if (!isDeepStrictEqual(plain(there), plain(here))) {
      session.follow(there);
    }
    return true;
  }

  #forgetOthers(ids: ReadonlySet<string>): void {
    for (const id of this.#seen.keys()) {
      if (!ids.has(id)) {
        this.#seen.delete(id);
      }
    }
  }
}

/** As it would come back from the disk, where nothing is `undefined`. */
function plain(conversation: Conversation): unknown {
  return JSON.parse(JSON.stringify(treeOf(conversation)));
}

/** Another window stopped the answer that is under way here. */
function stopIfStopped(session: ChatSession, there: Conversation): void {
  const answer = pendingAnswer(session.conversation);
  const other = answer === undefined ? undefined : findTurn(there, answer.id);
  if (other?.role === "assistant" && other.status.type === "stopped") {
    session.stop();
  }
}
