import * as vscode from "vscode";

import { type Money, noMoney } from "../core/cost";
import type { Totals } from "../core/protocol";
import { dayOf, type Ledger } from "./ledger";
import type { Log } from "./log";
import { onDidChangeSetting, setting } from "./settings";
import { Disposables } from "./disposables";

/** What was spent today in all windows, against the budget, ready to be shown. */
export class Accounts implements vscode.Disposable {
  readonly ledger: Ledger;
  readonly #log: Log;
  readonly #disposables = new Disposables();
  readonly #changed: vscode.EventEmitter<void>;
  #today: Money = noMoney;

  /** Money was spent, or the prices or the budget are others. */
  readonly onDidChange: vscode.Event<void>;

  constructor(ledger: Ledger, log: Log) {
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
    return { today: this.#today, budget: setting("dailyBudget"), prices: setting("prices") };
  }

  /** Reads the ledger again, also for what other windows have spent. */
  async refresh(): Promise<void> {
    try {
      this.#today = await this.ledger.spentOn(dayOf(new Date()));
      this.#changed.fire();
    } catch (error) {
      this.#log.error("What was spent today could not be read.", error);
    }
  }

  async dispose(): Promise<void> {
    await this.#disposables.dispose();
    await this.ledger.flush();
  }
}
