import * as vscode from "vscode";

import { type Money, noMoney } from "../core/cost";
import type { Totals } from "../core/protocol";
import { type Day, dayOf, type Ledger } from "./ledger";
import type { Log } from "./log";
import { onDidChangeSetting, setting } from "./settings";
import { Disposables } from "./disposables";

/** What was spent today in all windows, against the budget, ready to be shown. */
export class Accounts implements vscode.Disposable {
  readonly ledger: Ledger;
  readonly #log: Log;
  readonly #disposables = new Disposables();
  readonly #changed: vscode.EventEmitter<void>;
  readonly #now: () => Date;
  #spent: { readonly day: Day; readonly money: Money } | undefined;

  /** Money was spent, or the prices or the budget are others. */
  readonly onDidChange: vscode.Event<void>;

  /** @param now the clock */
  constructor(ledger: Ledger, log: Log, now = (): Date => new Date()) {
    this.#now = now;
    this.ledger = ledger;
    this.#log = log;
    this.#changed = this.#disposables.add(new vscode.EventEmitter<void>());
    this.onDidChange = this.#changed.event;
    const names: readonly ("prices" | "dailyBudget")[] = ["prices", "dailyBudget"];
    for (const name of names) {
      this.#disposables.add(onDidChangeSetting(name, () => this.#changed.fire()));
    }
  }

  get totals(): Totals {
    return { today: this.#today(), budget: setting("dailyBudget"), prices: setting("prices") };
  }

  /** Reads the ledger again, also for what other windows have spent. */
  async refresh(): Promise<void> {
    const day = dayOf(this.#now());
    try {
      this.#spent = { day, money: await this.ledger.spentOn(day) };
      this.#changed.fire();
    } catch (error) {
      this.#log.error("What was spent today could not be read.", error);
    }
  }

  /** What was spent yesterday is not today's: after midnight it begins anew, and what other windows spent follows. */
  #today(): Money {
    const day = dayOf(this.#now());
    if (this.#spent?.day !== day) {
      this.#spent = { day, money: noMoney };
      void this.refresh();
    }
    return this.#spent.money;
  }

  async dispose(): Promise<void> {
    await this.#disposables.dispose();
    await this.ledger.flush();
  }
}
