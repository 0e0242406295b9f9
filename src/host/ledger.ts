import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import type { Usage } from "../core/answer";
import { addCost, addMoney, addUsage, type Money, noMoney } from "../core/cost";
import { isCount, isObject } from "../core/shape";
import { orWhenMissing, writeDurably } from "./disk";

/** One request that was paid for. */
export interface Spending {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly model: string;
  readonly usage: Usage;
  /** US dollars by the prices of that moment; left out when they were not known. */
  readonly usd?: number;
}

/** What one model took on one day. */
export interface ModelUsage {
  readonly model: string;
  readonly requests: number;
  readonly usage: Usage;
  readonly cost: Money;
}

/** A day of the calendar here, as `2026-11-22`. */
export type Day = string;

/** One that this window pays for, not on the disk yet for all it knows. */
interface Unwritten extends Spending {
  /** Different from every other's, so that a line that is there twice counts once. */
  readonly id: string;
}

const formatVersion = 1;

/**
 * What was spent on each day, in one append-only file for each day and window. A line that was torn fails alone; what
 * could not be written is kept in memory, counted, and written with the next.
 */
export class Ledger {
  readonly #folder: string;
  readonly #writer: string;
  readonly #onTrouble: (error: unknown) => void;
  #waiting: readonly Unwritten[] = [];
  #writing: Promise<void> = Promise.resolve();

  /**
   * @param folder made at the first write, readable by this user only
   * @param writer an id for this window, different from every other's
   */
  constructor(folder: string, writer: string, onTrouble: (error: unknown) => void) {
    this.#folder = folder;
    this.#writer = writer;
    this.#onTrouble = onTrouble;
  }

  /** Takes a request to account. Resolves when it is on the disk, or has been reported as trouble. */
  record(spending: Spending): Promise<void> {
    this.#waiting = [...this.#waiting, { ...spending, id: randomUUID() }];
    this.#writing = this.#afterWriting();
    return this.#writing;
  }

  /** Resolves when everything recorded so far is on the disk, or has been reported as trouble. */
  flush(): Promise<void> {
    return this.#writing;
  }

  /** What was spent on a day, in all windows. */
  async spentOn(day: Day): Promise<Money> {
    const models = await this.day(day);
    return models.reduce((sum, { cost }) => addMoney(sum, cost), noMoney);
  }

  /** What each model took on a day, in all windows. */
  async day(day: Day): Promise<readonly ModelUsage[]> {
    await this.#writing;
    const names = (await this.#names()).filter((name) => name.startsWith(`${day}.`));
    // A try that failed may have reached the disk all the same, and is made again.
    const spendings = new Map<string, Spending>();
    for (const name of names) {
      const text = await readFile(join(this.#folder, name), "utf8");
      for (const [index, spending] of parseSpendings(text).entries()) {
        spendings.set(spending.id ?? `${name} ${index}`, spending);
      }
    }
    for (const spending of this.#waiting) {
      if (dayOf(new Date(spending.time)) === day) {
        spendings.set(spending.id, spending);
      }
    }
    return byModel([...spendings.values()]);
  }

  /** The days of which something is known, the last first. */
  async days(): Promise<readonly Day[]> {
    await this.#writing;
    const waiting = this.#waiting.map(({ time }) => dayOf(new Date(time)));
    return [...new Set([...(await this.#names()).map((name) => name.slice(0, 10)), ...waiting])]
      .sort()
      .reverse();
  }

  #nameFor({ time }: Spending): string {
    return `${dayOf(new Date(time))}.${this.#writer}.jsonl`;
  }

  async #names(): Promise<readonly string[]> {
    const entries = await orWhenMissing(readdir(this.#folder, { withFileTypes: true }), []);
    // A folder, a link or a pipe with such a name is not ours: reading it might fail, or never end.
    const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
    return names.filter((name) => /^\d{4}-\d{2}-\d{2}\..+\.jsonl$/.test(name));
  }

  async #afterWriting(): Promise<void> {
    await this.#writing;
    const batch = this.#waiting;
    try {
      for (const spending of batch) {
        await mkdir(this.#folder, { recursive: true, mode: 0o700 });
        // A line break first: a line that a crash or a full disk tore must not swallow the next one.
        const line = JSON.stringify({ v: formatVersion, ...spending });
        await writeDurably(join(this.#folder, this.#nameFor(spending)), "a", `\n${line}\n`);
        this.#waiting = this.#waiting.filter((other) => other !== spending);
      }
    } catch (error) {
      this.#onTrouble(error);
    }
  }
}

/** The day that it is here at that moment. */
export function dayOf(date: Date): Day {
  const two = (number: number): string => `${number}`.padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Earlier versions wrote no id. */
type Written = Spending & Partial<Unwritten>;

function parseSpendings(text: string): readonly Written[] {
  return text.split("\n").flatMap((line) => {
    try {
      const value: unknown = JSON.parse(line);
      return isSpending(value) ? [value] : [];
    } catch {
      return [];
    }
  });
}

function isSpending(value: unknown): value is Written {
  if (!isObject(value) || value["v"] !== formatVersion || !isObject(value["usage"])) {
    return false;
  }
  const { input, output, cacheRead, cacheWrite } = value["usage"];
  return (
    typeof value["time"] === "number" &&
    typeof value["model"] === "string" &&
    [input, output, cacheRead, cacheWrite].every(isCount) &&
    (value["usd"] === undefined || typeof value["usd"] === "number") &&
    (value["id"] === undefined || typeof value["id"] === "string")
  );
}

function byModel(spendings: readonly Spending[]): readonly ModelUsage[] {
  const models = new Map<string, ModelUsage>();
  for (const { model, usage, usd } of spendings) {
    const before = models.get(model);
    models.set(model, {
      model,
      requests: (before?.requests ?? 0) + 1,
      usage: before === undefined ? usage : addUsage(before.usage, usage),
      cost: addCost(before?.cost ?? noMoney, usd),
    });
  }
  return [...models.values()].sort((a, b) => b.cost.usd - a.cost.usd || (a.model < b.model ? -1 : 1));
}
