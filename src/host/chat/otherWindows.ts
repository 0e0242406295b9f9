import { findTurn, withInterruptions } from "../../core/branches";
import { type Conversation, pendingAnswer, treeOf } from "../../core/conversation";
import type { Disposable } from "../disposables";
import type { Glance } from "./glances";
import type { History } from "./history";
import { isSameOnDisk } from "./sameOnDisk";
import type { ChatSession } from "./session";

const everyMs = 1_000;
/** A window that writes an answer shows it every second: one that has not for so long is gone, or is not answering. */
const silentMs = 10_000;
/** One of which only the time of its last sign is known gets so long to give another. */
const firstSightMs = 2_500;
/** After a reading that took long comes a pause of so many times as long. */
const pauseFactor = 10;

type PartOfHistory = Pick<
  History,
  "glance" | "beat" | "flush" | "load" | "unwritten" | "isInTrouble" | "open"
>;

interface Seen {
  readonly glance: Glance;
  /** When the other windows last showed that they are there; long ago when they never did. */
  readonly aliveAt: number;
  /** Whether they counted as being there when the conversation was last read. */
  readonly wasAlive: boolean;
  /** Not to be read before. */
  readonly nextAt: number;
}

/**
 * What other windows write to a conversation appears in this one, while it is in sight and no answer is under way here.
 * Nothing is done while no conversation is in sight and none is answered. An answer that another window is writing is
 * not interrupted; when somebody stops it here, that window stops.
 */
export class OtherWindows implements Disposable {
  readonly #history: PartOfHistory;
  readonly #visible: () => readonly ChatSession[];
  readonly #all: () => readonly ChatSession[];
  readonly #now: () => number;
  #timer: NodeJS.Timeout | undefined;
  #isDisposed = false;
  readonly #seen = new Map<string, Seen>();
  #isLooking = false;

  /** @param now milliseconds of a clock that nobody sets */
  constructor(
    history: PartOfHistory,
    visible: () => readonly ChatSession[],
    all: () => readonly ChatSession[],
    now: () => number = () => performance.now(),
  ) {
    this.#history = history;
    this.#visible = visible;
    this.#all = all;
    this.#now = now;
  }

  /** Looks every second from now on, until there is nothing to look at. */
  wake(): void {
    if (this.#timer === undefined && !this.#isDisposed) {
      this.#timer = setInterval(() => void this.look(), everyMs);
      this.#timer.unref();
    }
  }

  /** Whether it looks by itself. */
  get isAwake(): boolean {
    return this.#timer !== undefined;
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#sleep();
  }

  /** Looks once; does nothing while it is still looking. Never rejects. */
  async look(): Promise<void> {
    if (this.#isLooking) {
      return;
    }
    this.#isLooking = true;
    try {
      const all = this.#all();
      const sessions = new Set([...this.#visible(), ...all.filter((session) => session.isAnswering)]);
      if (sessions.size === 0) {
        this.#sleep();
      }
      this.#forgetOthers(new Set([...sessions].map(({ id }) => id)));
      await this.#history.open.tell(all.map(({ id }) => id));
      for (const session of sessions) {
        await this.#lookAt(session);
      }
    } catch {
      // The disk is in trouble: whoever writes tells of it.
    } finally {
      this.#isLooking = false;
    }
  }

  #sleep(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  async #lookAt(session: ChatSession): Promise<void> {
    const { id } = session;
    if (session.isAnswering) {
      await this.#history.beat(id);
    }
    const before = this.#seen.get(id);
    const glance = await this.#history.glance(id);
    const now = this.#now();
    const aliveAt = lastSign(before, glance, now);
    const isAlive = now - aliveAt < silentMs;
    const isSame = before?.glance.written === glance.written && before.wasAlive === isAlive;
    const nextAt = before?.nextAt ?? now;
    const isTaken = isSame || (now >= nextAt && (await this.#read(session, isAlive)));
    const took = isSame ? 0 : this.#now() - now;
    this.#seen.set(id, {
      glance: isTaken ? glance : { ...glance, written: "" },
      aliveAt,
      wasAlive: isAlive,
      nextAt: now >= nextAt ? now + took * pauseFactor : nextAt,
    });
  }

  /** Gives false when something happened here meanwhile, so that it has to be read again. */
  async #read(session: ChatSession, isAlive: boolean): Promise<boolean> {
    const { id } = session;
    // A disk that refuses is tried again after pauses, not here.
    if (!this.#history.isInTrouble) {
      await this.#history.flush();
    }
    const here = session.conversation;
    if (this.#history.unwritten.includes(id)) {
      return false;
    }
    const { conversation, isDeleted } = await this.#history.load(id);
    if (isDeleted === true) {
      // The history tells whoever shows it.
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
    if (!isSameOnDisk(treeOf(there), treeOf(here))) {
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

/** When the other windows last showed that they are there, by this window's clock. */
function lastSign(before: Seen | undefined, glance: Glance, now: number): number {
  if (before === undefined) {
    return glance.isFresh ? now - silentMs + firstSightMs : Number.NEGATIVE_INFINITY;
  }
  return before.glance.alive === glance.alive ? before.aliveAt : now;
}

/** Another window stopped the answer that is under way here. */
function stopIfStopped(session: ChatSession, there: Conversation): void {
  const answer = pendingAnswer(session.conversation);
  const other = answer === undefined ? undefined : findTurn(there, answer.id);
  if (other?.role === "assistant" && other.status.type === "stopped") {
    session.stop();
  }
}
