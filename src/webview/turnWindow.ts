/** A page that opens shows these many turns at first, which is more than fit in sight. */
const first = 12;
/** How many come with a frame that has time left: few enough that no frame takes long for them. */
const step = 24;
/** What a turn takes up that is not laid out, with the gap after it: the style sheet's sizes. */
const turnHeight = 136;

/**
 * Which turns of a long conversation stand in the page: the last ones at once, the others bit by bit. Room is kept for
 * those that do not yet, as much as they take up when they come, so that nothing moves.
 */
export class TurnWindow {
  /** Takes the place of the turns that are not there yet. */
  readonly room = document.createElement("div");
  #conversation: string | undefined;
  #hidden = 0;

  constructor() {
    this.room.className = "room";
  }

  /** The index of the first turn to show. */
  first(conversationId: string, count: number): number {
    if (this.#conversation !== conversationId) {
      this.#conversation = conversationId;
      this.#hidden = Math.max(0, count - first);
    }
    this.#hidden = Math.min(this.#hidden, count);
    this.room.style.height = `${Math.max(0, this.#hidden * turnHeight - 16)}px`;
    return this.#hidden;
  }

  get isWhole(): boolean {
    return this.#hidden === 0;
  }

  /** Lets the next turns in. */
  grow(): void {
    this.#hidden = Math.max(0, this.#hidden - step);
  }
}
