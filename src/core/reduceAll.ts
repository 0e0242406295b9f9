import { withTurns } from "./branches";
import { type Conversation, type ConversationEvent, root, type Turn } from "./conversation";
import { addedBy, reduce, turnAfter } from "./reduce";

/**
 * The conversation after all of these events: what `reduce` gives, one after the other, in a time that grows with their
 * number and not with its square. A log has tens of thousands of them.
 */
export function reduceAll(conversation: Conversation, events: readonly ConversationEvent[]): Conversation {
  let now = conversation;
  let growing: Growing | undefined;
  for (const event of events) {
    if (event.type === "deleted" || event.type === "restored") {
      now = reduce(growing?.conversation() ?? now, event);
      growing = undefined;
    } else {
      growing ??= new Growing(now);
      growing.take(event);
    }
  }
  return growing?.conversation() ?? now;
}

/** A conversation while events come that take no turn away; of use until it has given its conversation. */
class Growing {
  /** Its title and options are right, its turns are not. */
  #head: Conversation;
  readonly #all: Turn[];
  /** Where a turn stands in `#all`, by its id. */
  readonly #places = new Map<string, number>();
  readonly #chosen: Record<string, string>;
  /** Turns that are chosen, as is every turn above them; with each of them there are those above. */
  readonly #settled = new Set<string>();
  /** The id of the last turn that is shown, while it is known. */
  #end: string | undefined;

  constructor(conversation: Conversation) {
    this.#head = conversation;
    this.#all = [...conversation.all];
    this.#all.forEach(({ id }, index) => this.#places.set(id, index));
    this.#chosen = { ...conversation.chosen };
    this.#end = conversation.turns.at(-1)?.id ?? root;
  }

  take(event: Exclude<ConversationEvent, { type: "deleted" | "restored" }>): void {
    switch (event.type) {
      case "asked":
      case "retried":
        this.#add(addedBy(event, { find: (id) => this.#find(id), end: () => this.#endNow() }));
        return;
      case "shown":
        if (this.#find(event.turnId) !== undefined) {
          this.#show(event.turnId);
          this.#end = undefined;
        }
        return;
      case "renamed":
      case "configured":
        this.#head = reduce(this.#head, event);
        return;
      default: {
        const place = this.#places.get(event.type === "attachmentChanged" ? event.turnId : event.answerId);
        const turn = place === undefined ? undefined : this.#all[place];
        if (place !== undefined && turn !== undefined) {
          this.#all[place] = turnAfter(turn, event);
        }
      }
    }
  }

  conversation(): Conversation {
    return withTurns({ ...this.#head, all: this.#all, chosen: this.#chosen });
  }

  #find(id: string): Turn | undefined {
    const place = this.#places.get(id);
    return place === undefined ? undefined : this.#all[place];
  }

  #endNow(): string {
    this.#end ??= this.conversation().turns.at(-1)?.id ?? root;
    return this.#end;
  }

  #add(added: readonly Turn[]): void {
    for (const turn of added) {
      this.#places.set(turn.id, this.#all.push(turn) - 1);
    }
    const [first] = added;
    if (first !== undefined) {
      this.#show(first.id);
      this.#end = added.at(-1)?.id;
    }
  }

  /** Chooses a turn and all above it. The way up ends where everything is chosen already. */
  #show(turnId: string): void {
    const newly: string[] = [];
    for (let turn = this.#find(turnId); turn !== undefined; turn = this.#find(turn.parentId)) {
      const { id, parentId } = turn;
      const before = this.#chosen[parentId];
      if (before === id && this.#settled.has(id)) {
        break;
      }
      if (before !== id) {
        this.#unsettle(before);
        this.#chosen[parentId] = id;
      }
      newly.push(id);
    }
    newly.forEach((id) => this.#settled.add(id));
  }

  /** Another turn takes the place of this one: what is chosen below it is shown no more. */
  #unsettle(turnId: string | undefined): void {
    for (let id = turnId; id !== undefined && this.#settled.delete(id); id = this.#chosen[id]) {
      // The condition does the work.
    }
  }
}
