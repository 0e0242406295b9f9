import * as vscode from "vscode";

import type { Failure } from "../core/failure";
import { findModel, type ModelInfo } from "../core/model";
import { modelTable } from "../core/modelTable";
import { isObject } from "../core/shape";
import type { Connections } from "./connection";
import { type DatedList, isDatedList, keptLists } from "./modelLists";
import { endpointSetting } from "./settings";

const storedName = "models";
const dayMs = 24 * 60 * 60 * 1_000;

/**
 * The models of each endpoint: its own list, kept from session to session, and the built-in table for as long as it was
 * not asked, or where it says less.
 */
export class Models implements vscode.Disposable {
  readonly #connections: Connections;
  readonly #state: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #lists = new Map<string, DatedList>();

  /** A list has come. */
  readonly onDidChange = this.#changed.event;

  constructor(connections: Connections, state: vscode.Memento) {
    this.#connections = connections;
    this.#state = state;
  }

  /** The models of the endpoint in force. */
  get current(): DatedList {
    const origin = originNow();
    const known = origin === undefined ? undefined : (this.#lists.get(origin) ?? this.#stored(origin));
    return known ?? { list: modelTable };
  }

  /** Whether the list should be asked for again before somebody chooses from it. */
  get isStale(): boolean {
    const { date } = this.current;
    return date === undefined || Date.now() - date > dayMs;
  }

  /** What is known of a model: what the endpoint says, filled from the table. */
  find(id: string): ModelInfo | undefined {
    const { list } = this.current;
    const listed = findModel(list.models, id);
    const built = findModel(modelTable.models, id);
    return listed === undefined || list.source === "table" ? built : { ...built, ...listed };
  }

  /** False only where the endpoint has a list of its own, known whole, and the model is not on it. */
  isListed(id: string): boolean {
    const { list, isCut } = this.current;
    return list.source === "table" || isCut === true || findModel(list.models, id) !== undefined;
  }

  /** Asks the endpoint for its list. Resolves to why there is none, or to undefined when it came. */
  async refresh(signal: AbortSignal): Promise<Failure | undefined> {
    const connection = await this.#connections.open();
    if (!connection.ok) {
      return connection.failure;
    }
    const result = await connection.client.models(signal);
    if (!result.ok) {
      return result.failure;
    }
    const { origin } = connection.endpoint;
    const dated = { list: result.list, date: Date.now() };
    this.#lists.set(origin, dated);
    await this.#state.update(storedName, keptLists(this.#allStored(), origin, dated));
    this.#changed.fire();
    return undefined;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #stored(origin: string): DatedList | undefined {
    const value = this.#allStored()[origin];
    const dated = isDatedList(value) ? value : undefined;
    if (dated !== undefined) {
      this.#lists.set(origin, dated);
    }
    return dated;
  }

  #allStored(): Readonly<Record<string, unknown>> {
    const stored = this.#state.get<unknown>(storedName);
    return isObject(stored) ? stored : {};
  }
}

function originNow(): string | undefined {
  const setting = endpointSetting();
  return setting.ok ? setting.endpoint.origin : undefined;
}
